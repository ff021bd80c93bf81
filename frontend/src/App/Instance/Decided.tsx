/** What business rule tasks have decided here: the newest answers, or those of the selected element. */
import { UnstyledButton } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { useInstanceEvaluations } from '~/api/decisionEvaluations';
import { Moment } from '~/time/Age';
import classes from './Decided.module.css';
import { answerInWords } from './valueInWords';

interface Props {
  instanceKey: string;
  selected: string | undefined;
  onOpen: (evaluationKey: string) => void;
}

/** More are asked for by selecting their element. */
const AT_ONCE = 3;

export function Decided({ instanceKey, selected, onOpen }: Props) {
  const evaluations = useInstanceEvaluations(instanceKey);
  const all = evaluations.data?.items ?? [];
  const ofSelected = all.filter((each) => each.element_id === selected);
  const shown = ofSelected.length > 0 ? ofSelected : all.slice(0, AT_ONCE);
  if (shown.length === 0) return null;
  return (
    <section className={classes.decided} aria-labelledby="decided">
      <h2 className={classes.heading} id="decided">
        How was it decided?
      </h2>
      <ul className={classes.list}>
        {shown.map((each) => (
          <li key={each.key}>
            <UnstyledButton className={classes.item} onClick={() => onOpen(each.key)}>
              <span className={classes.icon} aria-hidden>
                <IconTable size={15} stroke={1.8} />
              </span>
              <span className={classes.words}>
                <span className={classes.name}>
                  {each.element_name ?? each.element_id}
                  <span className={classes.when}>
                    <Moment at={each.evaluated_at} />
                  </span>
                </span>
                <span className={classes.answer}>
                  <strong>{answerInWords(each.result)}</strong>, by {each.decision_name}
                  {each.decision_version !== null && ` v${each.decision_version}`}
                </span>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {ofSelected.length === 0 && all.length > AT_ONCE && (
        <p className={classes.more}>
          {all.length - AT_ONCE} more: select a business rule task to see those of it.
        </p>
      )}
    </section>
  );
}
