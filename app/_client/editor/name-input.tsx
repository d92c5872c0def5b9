'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState } from 'react';
import styles from './file-tree.module.css';
import { isGoodName } from './paths.ts';

/** Asks for a name. Enter takes it, Escape and leaving forget it. */
export function NameInput({
  label,
  value,
  onName,
  onCancel,
}: {
  label: string;
  value: string;
  onName: (name: string) => void;
  onCancel: () => void;
}) {
  const t = useTranslations('editor');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(value);
  const bad = name !== '' && !isGoodName(name);
  useEffect(() => {
    input.current?.focus();
    // Most renames keep the extension.
    const dot = value.lastIndexOf('.');
    input.current?.setSelectionRange(0, dot > 0 ? dot : value.length);
  }, [value]);
  return (
    <div className={styles.naming}>
      <label htmlFor={id}>{label}</label>
      <input
        ref={input}
        id={id}
        value={name}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        aria-invalid={bad}
        aria-describedby={bad ? `${id}-bad` : undefined}
        onChange={(event) => setName(event.target.value)}
        onBlur={onCancel}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
          if (event.key === 'Enter' && isGoodName(name)) onName(name);
        }}
      />
      {bad && (
        <p id={`${id}-bad`} className={styles.failure}>
          {t('badName')}
        </p>
      )}
    </div>
  );
}
