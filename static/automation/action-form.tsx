import { type ComponentType, useEffect, useRef, useState } from 'react';
import type { AutomationChoices } from '../../src/contract/automation-calls';
import { call } from '../backend';
import { SectionMessage } from '../shared/signs/section-message';
import { useLang, useWords } from '../shared/texts/lang';
import { FIRST_PERIOD, IssueInput, PeriodInput, PipelineInput, ReasonInput } from './inputs';
import { configured, type Inputs, keep, listen } from './rule';

/** What an action asks for, and what stands there before anybody chose. */
type Form = { readonly first: Inputs; readonly isReading?: true };

const ISSUE = { issue: '{{issue.key}}' };
/** By the key of the action (manifest.yml). */
const FORMS: Readonly<Record<string, Form>> = {
  'datev-resubmit': { first: ISSUE },
  'datev-close': { first: { ...ISSUE, reason: '' } },
  'datev-run': { first: { pipeline: '', period: FIRST_PERIOD } },
  'datev-status': { first: ISSUE, isReading: true },
};

const made = new Map<string, ComponentType>();

/** The form of one action, the same component each time. */
export function formOf(moduleKey: string): ComponentType {
  const form = FORMS[moduleKey] ?? { first: ISSUE };
  const known = made.get(moduleKey) ?? (() => <ActionForm form={form} />);
  made.set(moduleKey, known);
  return known;
}

function ActionForm({ form }: { form: Form }) {
  const t = useWords();
  const { inputs, set, isAsked } = useInputs(form.first);
  const choices = useChoices();
  if (inputs === undefined) return <p role="status">{t('loading')}</p>;
  const { issue, reason, pipeline, period } = inputs;
  return (
    <main className="rule-form">
      <h1 className="unseen">DATEV</h1>
      <Admitted of={form.isReading === true ? undefined : choices} />
      {issue === undefined ? null : (
        <IssueInput value={issue} isAsked={isAsked} onChange={(next) => set({ ...inputs, issue: next })} />
      )}
      {reason === undefined ? null : (
        <ReasonInput value={reason} isAsked={isAsked} onChange={(next) => set({ ...inputs, reason: next })} />
      )}
      {pipeline === undefined ? null : (
        <PipelineInput
          value={pipeline}
          isAsked={isAsked}
          onChange={(next) => set({ ...inputs, pipeline: next })}
          pipelines={choices?.pipelines}
        />
      )}
      {period === undefined ? null : (
        <PeriodInput value={period} isAsked={isAsked} onChange={(next) => set({ ...inputs, period: next })} />
      )}
      <p className="note">{t(form.isReading === true ? 'ruleReads' : 'ruleActs')}</p>
    </main>
  );
}

/** A rule that the administration does not admit does nothing: better said while it is made than when it stops. */
function Admitted({ of: choices }: { of: AutomationChoices | undefined }) {
  const t = useWords();
  if (choices === undefined || choices.admitted) return null;
  return (
    <SectionMessage appearance="warning" title={t('ruleNotAdmittedTitle')}>
      <p>{t('ruleNotAdmittedRemedy')}</p>
    </SectionMessage>
  );
}

/** What the rule has, handed to Automation with every change, so that whatever is shown is what it keeps. */
function useInputs(first: Inputs) {
  const [inputs, setInputs] = useState<Inputs>();
  const [isAsked, setAsked] = useState(false);
  const latest = useRef<Inputs>(first);
  const set = (next: Inputs) => {
    latest.current = next;
    setInputs(next);
    void keep(next).catch(() => undefined);
  };
  const begin = useRef(set);
  begin.current = set;
  useEffect(() => {
    void configured().then(
      (given) => begin.current(declared(first, given)),
      () => begin.current(first),
    );
    return listen({
      onSubmit: () => begin.current(latest.current),
      onValidate: () => setAsked(true),
    });
  }, [first]);
  return { inputs, set, isAsked };
}

/** Only what this action declares: an input of an earlier version of the app would be refused. */
function declared(first: Inputs, given: Inputs): Inputs {
  const kept = new Map(Object.entries(given));
  return Object.fromEntries(Object.entries(first).map(([name, value]) => [name, kept.get(name) ?? value]));
}

/** What can be chosen; nothing while it is asked, and nothing for whoever may not see the desk: they type. */
function useChoices(): AutomationChoices | undefined {
  const lang = useLang();
  const [choices, setChoices] = useState<AutomationChoices>();
  useEffect(() => {
    let isHere = true;
    void call('automation.choices', { lang }).then((answer) => {
      if (isHere && answer.ok) setChoices(answer.value);
    });
    return () => {
      isHere = false;
    };
  }, [lang]);
  return choices;
}
