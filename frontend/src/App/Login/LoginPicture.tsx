/** What the product does, as a drawing: tokens go their way, one waits for a person, one for time. */
import classes from './LoginPicture.module.css';

export function LoginPicture() {
  return (
    <svg viewBox="0 0 560 300" className={classes.picture} aria-hidden="true">
      <g className={classes.flow}>
        <path d="M58 150 H120" />
        <path d="M220 150 H262" />
        <path d="M286 126 V70 H330" />
        <path d="M286 174 V230 H330" />
        <path d="M430 70 H502 V132" />
        <path d="M430 230 H502 V168" />
      </g>
      <g className={classes.shape}>
        <circle cx="40" cy="150" r="18" />
        <rect x="120" y="112" width="100" height="76" rx="10" />
        <path d="M286 126 L310 150 L286 174 L262 150 Z" />
        <rect x="330" y="32" width="100" height="76" rx="10" data-kind="person" />
        <rect x="330" y="192" width="100" height="76" rx="10" />
        <circle cx="430" cy="268" r="14" data-kind="waits" />
        <circle cx="502" cy="150" r="18" className={classes.end} />
      </g>
      <g className={classes.person}>
        <circle cx="380" cy="62" r="8" />
        <path d="M364 86 C364 72 396 72 396 86" />
      </g>
      <path d="M430 260 V268 L436 272" className={classes.clock} />
      <circle r="6" className={classes.runs} data-way="upper" />
      <circle r="6" className={classes.runs} data-way="lower" />
    </svg>
  );
}
