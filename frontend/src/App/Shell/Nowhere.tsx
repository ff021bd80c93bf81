/** An address outside the shell: no rail around it, so it says itself where one is. */
import { NotFound } from './NotFound';
import classes from './Shell.module.css';
import { Wordmark } from './Wordmark';

export function Nowhere() {
  return (
    <main className={classes.before}>
      <Wordmark />
      <NotFound />
    </main>
  );
}
