/** One answer in full: what was asked, the rules that matched, and the decisions that it stands on. */
import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEvaluation } from '~/api/decisionEvaluations';
import type { DecisionEvaluation, EvaluatedDecision } from '~/api/types';
import { Failure } from '~/panels/Failure';
import { LoadingRows } from '~/panels/Loading';
import { Moment } from '~/time/Age';
import { EvaluatedTable } from './EvaluatedTable';
import classes from './EvaluationDialog.module.css';
import { answerInWords, valueInWords } from './valueInWords';

interface Props {
  evaluationKey: string | undefined;
  onClose: () => void;
}

export function EvaluationDialog({ evaluationKey, onClose }: Props) {
  const small = useMediaQuery('(max-width: 700px)');
  return (
    <Modal
      opened={evaluationKey !== undefined}
      onClose={onClose}
      title="How it was decided"
      size="min(1040px, 92vw)"
      fullScreen={small}
    >
      {evaluationKey !== undefined && <Evaluation evaluationKey={evaluationKey} />}
    </Modal>
  );
}

function Evaluation({ evaluationKey }: { evaluationKey: string }) {
  const evaluation = useEvaluation(evaluationKey);
  if (evaluation.isPending) return <LoadingRows rows={6} label="Loading the decision" />;
  if (!evaluation.data) {
    return (
      <Failure title="The decision cannot be shown" error={evaluation.error} onRetry={evaluation.refetch} />
    );
  }
  const { decisions, warnings } = evaluation.data;
  return (
    <>
      <Opening evaluation={evaluation.data} />
      {decisions.map((decision, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one decision may be asked several times
        <Decision key={`${decision.decision_id}-${index}`} decision={decision} asked={index === 0} />
      ))}
      <Warnings warnings={warnings} />
    </>
  );
}

function Opening({ evaluation }: { evaluation: DecisionEvaluation }) {
  return (
    <p className={classes.opening}>
      <strong>{evaluation.element_name ?? evaluation.element_id}</strong> asked {evaluation.decision_name}
      {evaluation.decision_version !== null && ` v${evaluation.decision_version}`} at{' '}
      <Moment at={evaluation.evaluated_at} /> and got <strong>{answerInWords(evaluation.result)}</strong>.
    </p>
  );
}

function Decision({ decision, asked }: { decision: EvaluatedDecision; asked: boolean }) {
  return (
    <section className={classes.decision} aria-label={decision.name}>
      <h3 className={classes.name}>
        {decision.name}
        {!asked && <span className={classes.role}>asked on the way</span>}
      </h3>
      {decision.tables.length === 0 && (
        <dl className={classes.values}>
          {decision.inputs.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{valueInWords(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {decision.tables.map((table, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one decision may be asked several times
        <EvaluatedTable key={`${table.element_id}-${index}`} table={table} name={decision.name} />
      ))}
      <p className={classes.result}>
        Result <code>{valueInWords(decision.result)}</code>
      </p>
      <Warnings warnings={decision.warnings} />
    </section>
  );
}

/** Why something became null: rarely wanted, and hard to find otherwise. */
function Warnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className={classes.warnings}>
      {warnings.map((warning) => (
        <li key={warning}>{warning}</li>
      ))}
    </ul>
  );
}
