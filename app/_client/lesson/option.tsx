'use client';
import { createContext, type ReactNode, useContext, useId, useState } from 'react';
import { createPortal } from 'react-dom';
import styles from './quiz.module.css';
import { useQuiz } from './quiz.tsx';

/** Where the explanation of this option belongs: below the label, not in it, so that the option's name stays short. */
const WhyPlace = createContext<{ place: HTMLElement | null; open: boolean }>({ place: null, open: false });

/** One answer to choose. */
export function Option({ id, children }: { id: string; children: ReactNode }) {
  const { name, chosen, choose, answered } = useQuiz();
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const input = useId();
  const open = answered?.option === id;
  return (
    <div className={styles.option} data-answer={open ? (answered.right ? 'right' : 'wrong') : undefined}>
      <input
        className={styles.radio}
        type="radio"
        id={input}
        name={name}
        checked={chosen === id}
        onChange={() => choose(id)}
      />
      <label className={styles.label} htmlFor={input}>
        <WhyPlace.Provider value={{ place, open }}>{children}</WhyPlace.Provider>
      </label>
      <div className={styles.why} ref={setPlace} />
    </div>
  );
}

/** Why an option is right or wrong; shown for the chosen one once it was answered. */
export function Why({ children }: { children: ReactNode }) {
  const { place, open } = useContext(WhyPlace);
  return place && open ? createPortal(children, place) : null;
}
