import { useId, useState } from 'react';
import type { PipelineChoice } from '../../src/contract/automation-calls';
import { useWords } from '../shared/texts/lang';

/** One input of an action: text as Automation keeps it, in which smart values may stand. */
type Field = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Automation wants to know what is missing. */
  readonly isAsked: boolean;
};

/** The issue that the rule is about. */
export function IssueInput(field: Field) {
  const t = useWords();
  return (
    <TextInput {...field} label={t('ruleIssue')} hint={t('ruleIssueHint')} missing={t('ruleIssueMissing')} />
  );
}

/** Why a file is closed without being sent. */
export function ReasonInput(field: Field) {
  const t = useWords();
  const [hint, missing] = [t('ruleReasonHint'), t('ruleReasonMissing')];
  return <TextInput {...field} label={t('reason')} hint={hint} missing={missing} least={3} />;
}

type TextField = Field & {
  readonly label: string;
  readonly hint: string;
  readonly missing: string;
  readonly least?: number;
};

function TextInput({ value, onChange, isAsked, label, hint, missing, least = 1 }: TextField) {
  const id = useId();
  const isMissing = value.trim().length < least;
  const shows = isAsked && isMissing;
  return (
    <div className="rule-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        required
        value={value}
        maxLength={500}
        autoComplete="off"
        aria-invalid={shows}
        aria-describedby={`${id}-hint`}
        onChange={(e) => onChange(e.target.value)}
      />
      <small id={`${id}-hint`} role={shows ? 'alert' : undefined} className={shows ? 'why' : 'note'}>
        {shows ? missing : hint}
      </small>
    </div>
  );
}

type PipelineField = Field & { readonly pipelines: readonly PipelineChoice[] | undefined };

/** From the list by its id, which stays when somebody renames it; or as text, where a smart value names it. */
export function PipelineInput({ pipelines = [], ...field }: PipelineField) {
  const t = useWords();
  const id = useId();
  const [types, setTypes] = useState(false);
  const isListed = pipelines.some((one) => one.id === field.value);
  const isText = types || (!isListed && field.value !== '') || pipelines.length === 0;
  const choose = (chosen: string) => {
    setTypes(chosen === AS_TEXT);
    field.onChange(chosen === AS_TEXT ? '' : chosen);
  };
  return (
    <>
      {pipelines.length === 0 ? null : (
        <div className="rule-field">
          <label htmlFor={id}>{t('pipeline')}</label>
          <select id={id} value={isText ? AS_TEXT : field.value} onChange={(e) => choose(e.target.value)}>
            <option value="">{t('choose')}</option>
            {pipelines.map(({ id: key, name, mandant, isActive }) => (
              <option key={key} value={key}>
                {isActive ? `${name} · ${mandant}` : `${name} · ${mandant} · ${t('rulePaused')}`}
              </option>
            ))}
            <option value={AS_TEXT}>{t('ruleAsText')}</option>
          </select>
          {!isText && field.isAsked && field.value === '' ? (
            <small role="alert" className="why">
              {t('rulePipelineMissing')}
            </small>
          ) : null}
        </div>
      )}
      {isText ? (
        <TextInput
          {...field}
          label={t('rulePipelineText')}
          hint={t('rulePipelineHint')}
          missing={t('rulePipelineMissing')}
        />
      ) : null}
    </>
  );
}
const AS_TEXT = '=text';

/** What stands for a period, and its word. */
const PERIODS = { previous: 'rulePrevious', current: 'ruleCurrent' } as const;
export const FIRST_PERIOD = Object.keys(PERIODS)[0] ?? '';

/** The period that ended, the one that runs, or as text. */
export function PeriodInput(field: Field) {
  const t = useWords();
  const id = useId();
  const [types, setTypes] = useState(false);
  const chosen = Object.hasOwn(PERIODS, field.value) ? field.value : undefined;
  const isText = types || chosen === undefined;
  const choose = (next: string) => {
    setTypes(next === AS_TEXT);
    field.onChange(next === AS_TEXT ? '' : next);
  };
  return (
    <>
      <div className="rule-field">
        <label htmlFor={id}>{t('rulePeriod')}</label>
        <select id={id} value={isText ? AS_TEXT : chosen} onChange={(e) => choose(e.target.value)}>
          {Object.entries(PERIODS).map(([key, word]) => (
            <option key={key} value={key}>
              {t(word)}
            </option>
          ))}
          <option value={AS_TEXT}>{t('ruleAsText')}</option>
        </select>
      </div>
      {isText ? (
        <TextInput
          {...field}
          label={t('rulePeriodText')}
          hint={t('rulePeriodHint')}
          missing={t('rulePeriodMissing')}
        />
      ) : null}
    </>
  );
}
