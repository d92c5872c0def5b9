import styles from './button.module.css';

/** How much a button asks for attention: one `primary` per view at most; `quiet` for bars and menus. */
export type ButtonLook = 'plain' | 'primary' | 'quiet';

/** Class names that make a `<button>` or a link look like a button. */
export function button(look: ButtonLook = 'plain', size: 'normal' | 'small' | 'icon' = 'normal'): string {
  return [styles.button, look === 'plain' ? '' : styles[look], size === 'normal' ? '' : styles[size]]
    .filter(Boolean)
    .join(' ');
}
