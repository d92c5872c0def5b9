'use client';
import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { button } from './button.ts';
import styles from './menu.module.css';

/** An icon button that opens a menu. `label` is its name for people who do not see the icon, and its tooltip. */
function Trigger({ label, children }: { label: string; children: ReactNode }) {
  return (
    <DropdownMenu.Trigger className={button('quiet', 'icon')} aria-label={label} title={label}>
      {children}
    </DropdownMenu.Trigger>
  );
}

/** The floating part of a menu. */
function Content({ children }: { children: ReactNode }) {
  return (
    <DropdownMenu.Portal>
      <DropdownMenu.Content className={styles.content} align="end" sideOffset={6} collisionPadding={8}>
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  );
}

/** One action. */
function Item({
  icon,
  onSelect,
  disabled,
  children,
}: {
  icon?: ReactNode;
  onSelect: () => void;
  disabled?: boolean;
  children: ReactNode;
}) {
  return (
    <DropdownMenu.Item className={styles.item} onSelect={onSelect} disabled={disabled}>
      <span className={styles.slot}>{icon}</span>
      {children}
    </DropdownMenu.Item>
  );
}

/** Something that is on or off. */
function Toggle({
  checked,
  onChange,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}) {
  return (
    <DropdownMenu.CheckboxItem className={styles.item} checked={checked} onCheckedChange={onChange}>
      <span className={styles.slot}>{checked && <Check size={16} strokeWidth={1.5} aria-hidden="true" />}</span>
      {children}
    </DropdownMenu.CheckboxItem>
  );
}

/** One of several. `lang` marks a name written in its own language. */
function Choices(props: {
  value: string;
  choices: { value: string; label: string; lang?: string }[];
  onChoose: (value: string) => void;
}) {
  return (
    <DropdownMenu.RadioGroup value={props.value} onValueChange={props.onChoose}>
      {props.choices.map(({ value, label, lang }) => (
        <DropdownMenu.RadioItem key={value} className={styles.item} value={value} lang={lang}>
          <span className={styles.slot}>
            {value === props.value && <Check size={16} strokeWidth={1.5} aria-hidden="true" />}
          </span>
          {label}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

function Rule() {
  return <DropdownMenu.Separator className={styles.rule} />;
}

/** A drop-down menu in the interface's look. */
export const Menu = { Root: DropdownMenu.Root, Trigger, Content, Item, Toggle, Choices, Rule };
