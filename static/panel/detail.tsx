import Button from '@atlaskit/button/new';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { SubmissionView } from '../../src/contract/answers';
import type { Target } from '../shared/files/transfer';
import { useMachine } from '../shared/machine';
import { leadTo } from '../shared/page/lead-to';
import { State, Trouble } from '../shared/parts';
import { SectionMessage } from '../shared/signs/section-message';
import { useLang, usePerson, useWords } from '../shared/texts/lang';
import { absolute } from '../shared/texts/time';
import { Actions } from './actions';
import { Cause, OldCause } from './cause';
import { Attachments, Corrected, Sent } from './files';
import { Checks, FactList, Timeline } from './history';
import { Protocol } from './protocol';
import { type Of, perform } from './requests';
import { type PanelEffect, type PanelEvent, type PanelMachine, type PanelState, panel } from './state';
import { Stepper } from './stepper';

type Props = {
  readonly view: SubmissionView;
  readonly now: string;
  readonly compact: boolean;
  readonly reload: () => Promise<void>;
  /** Where a corrected file goes. */
  readonly target: Target;
  /** Empty on an issue: the backend takes the issue's own submission. */
  readonly of: Of;
  /** Leads from the short form to the full one. */
  readonly onFull?: () => void;
};

/** One submission: state, next step, cause, corrected file, facts, history. */
export function Detail(props: Props) {
  const { view, now, compact } = props;
  const t = useWords();
  const head = useRef<HTMLHeadingElement>(null);
  const machine = usePanel(props, () => leadTo(head.current));
  const [isMending, onMending] = useState(false);
  const all = { ...props, ...machine, onMending };
  return (
    <article className={compact ? 'detail compact' : 'detail'}>
      <header aria-live="polite">
        <State lozenge={view.lozenge} />
        {view.isTest === undefined ? null : <small className="note"> {t('isTest')}</small>}
        <h2 ref={head} tabIndex={-1}>
          {view.sentence}
        </h2>
        <p className="next">
          <strong>{t('next')}:</strong> {(isMending ? view.nextWhileOpen : undefined) ?? view.nextAction}
        </p>
      </header>
      {compact ? null : <Stepper view={view} />}
      <Trouble of={machine.state.problem} />
      <OutOfTouch of={view.outOfTouch} />
      <Others people={view.others} />
      {compact ? <Short {...all} /> : <Full {...all} />}
      <Checks view={view} now={now} />
    </article>
  );
}

type All = Props & PanelMachine & { readonly onMending: (isOpen: boolean) => void };

/** What is to be done and why; the rest is one click away. */
function Short(props: All) {
  const { view, of } = props;
  const t = useWords();
  return (
    <>
      <Actions {...props} atDesk={of.submissionId !== undefined} onFull={props.onFull} />
      <Stuck {...props} />
      <Alike count={view.alike} />
      {view.cause === undefined ? null : (
        <details>
          <summary>{t('cause')}</summary>
          <Cause cause={view.cause} />
        </details>
      )}
    </>
  );
}

/** One place to act in, with what is wrong above it; then what one may want to know. */
function Full(props: All) {
  const { view, now, of } = props;
  const atDesk = of.submissionId !== undefined;
  const { cause, candidate } = view;
  // It is about a file that another one has taken the place of, or about one that nobody sends any more.
  const isOver = candidate !== undefined || view.state === 'closed';
  return (
    <>
      <Zone closed={view.state === 'closed' && view.actions.upload.allowed}>
        {cause === undefined || isOver ? null : (
          <>
            <Cause cause={cause} />
            <Alike count={view.alike} />
          </>
        )}
        <Attachments {...props} />
        <Corrected {...props} />
        <Actions {...props} atDesk={atDesk} onFull={undefined} />
        <Stuck {...props} />
      </Zone>
      {cause !== undefined && isOver ? <OldCause cause={cause} revision={view.facts.revision} /> : null}
      {view.protocol === undefined ? null : <Protocol protocol={view.protocol} />}
      <Sent {...props} />
      <FactList view={view} now={now} atDesk={atDesk} />
      <Timeline view={view} now={now} of={of} />
    </>
  );
}

/** Where one acts. Of a file that was closed nothing is to be done; who thinks otherwise opens it. */
function Zone({ closed, children }: { closed: boolean; children: ReactNode }) {
  const t = useWords();
  const zone = <div className="zone">{children}</div>;
  if (!closed) return zone;
  return (
    <details>
      <summary>{t('zoneOfClosed')}</summary>
      {zone}
    </details>
  );
}

/** How many others wait with the same cause. */
function Alike({ count }: { count: number | undefined }) {
  const t = useWords();
  return count === undefined ? null : <p className="note">{t('alike', { count })}</p>;
}

/** The clicks of a submission's page, with their hands. */
export function usePanel(props: Pick<Props, 'of' | 'reload' | 'view'>, focusState: () => void): PanelMachine {
  const { of, reload, view } = props;
  const lang = useLang();
  const [state, tell] = useMachine<PanelState, PanelEvent, PanelEffect>(panel, {}, (effect, report) => {
    // Once the new state is drawn: only then it is known whether the pressed button is still there.
    if (effect.do === 'show-state') return void reload().then(() => setTimeout(focusState, 0));
    return void perform(effect.action, { of, lang, submissionId: view.submissionId }).then((answer) =>
      report({ on: 'done', answer }),
    );
  });
  const { resubmit } = view.actions;
  useEffect(() => tell({ on: 'refreshed', resubmit }), [tell, resubmit]);
  return { state, tell };
}

/** Why nothing happens, and who does what about it. */
function OutOfTouch({ of }: { of: SubmissionView['outOfTouch'] }) {
  const { lang, zone } = usePerson();
  const t = useWords();
  if (of === undefined) return null;
  return (
    <SectionMessage appearance="warning" title={t('outOfTouch', { at: absolute(of.since, lang, zone) })}>
      <p>
        {of.title} {of.remedy}
      </p>
    </SectionMessage>
  );
}

export function Others({ people }: { people: SubmissionView['others'] }) {
  const t = useWords();
  const names = people.map((person) => person.name).join(', ');
  return (
    <div aria-live="polite">
      {people.length === 0 ? null : (
        <p className="note">{t(people.length === 1 ? 'others' : 'othersMany', { names })}</p>
      )}
    </div>
  );
}

/** Steps that failed for good or keep failing; an allowed person may have them done again. */
export function Stuck({ view, state, tell }: PanelMachine & { view: SubmissionView }) {
  const t = useWords();
  if (view.stuck.length === 0) return null;
  return (
    <section>
      <h3>{t('stuck')}</h3>
      <ul className="plain">
        {view.stuck.map((step) => (
          <li key={step.key} className="line">
            <span className="wrap">
              <strong>{step.title}</strong> {step.remedy}
            </span>
            {step.may ? (
              <Button
                spacing="compact"
                isLoading={state.doing?.name === 'submission.replay' && state.doing.key === step.key}
                onClick={() => tell({ on: 'clicked', action: { name: 'submission.replay', key: step.key } })}
              >
                {t('again')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
