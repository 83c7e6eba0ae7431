import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { HistoryChecked, ProblemView, SubmissionView, TimelineEntry } from '../../src/contract/answers';
import { grouped } from '../../src/kernel/text';
import { call, openIssue } from '../backend';
import { Facts, Hash, Times, Trouble, When } from '../shared/parts';
import { useLang, useWords } from '../shared/texts/lang';
import { bytes } from '../shared/texts/time';
import { joined } from './joined-timeline';
import type { Of } from './requests';
import { told } from './told-timeline';

type Props = { readonly view: SubmissionView; readonly now: string };

export function FactList({ view, now, atDesk }: Props & { atDesk: boolean }) {
  const t = useWords();
  const lang = useLang();
  const f = view.facts;
  const rows = [
    [t('mandant'), mandantText(f)],
    // A package that somebody only watches has no name but the one they gave it.
    [t('file'), f.fileName === f.label ? undefined : f.fileName],
    [t(view.kind === 'dxso' ? 'labelOfPackage' : 'batch'), f.label],
    [t('program'), f.startedBy === undefined ? f.program : `${f.program} (${f.startedBy.name})`],
    [t('rows'), f.rows === undefined ? undefined : grouped(f.rows, lang)],
    [t('size'), f.bytes === undefined ? undefined : bytes(f.bytes, lang)],
    [t('sha'), f.sha256 === undefined ? undefined : <Hash key="sha" sha256={f.sha256} />],
    [t('job'), f.jobId],
    [t('revision'), String(f.revision)],
    [t('started'), <When key="since" at={f.startedAt} now={now} full />],
    [t('issue'), atDesk && f.issueKey !== undefined ? <Issue key="issue" issue={f.issueKey} /> : undefined],
  ] as const;
  return <FactSection rows={rows} />;
}

/** Of a run, whose files have facts of their own. */
/** `isAsked`: it has only asked so far, and nothing was executed. */
export function RunFacts({ view, now, atDesk, isAsked }: Props & { atDesk: boolean; isAsked: boolean }) {
  const t = useWords();
  const f = view.facts;
  const rows = [
    [t('mandant'), mandantText(f)],
    [t('runBegunBy'), f.startedBy?.name ?? f.program],
    [t('execution'), isAsked ? undefined : String(f.revision)],
    [t('started'), <When key="since" at={f.startedAt} now={now} full />],
    [t('issue'), atDesk && f.issueKey !== undefined ? <Issue key="issue" issue={f.issueKey} /> : undefined],
  ] as const;
  return <FactSection rows={rows} />;
}

function mandantText({ mandantName, mandant }: SubmissionView['facts']): string {
  return mandantName === undefined ? mandant : `${mandantName} (${mandant})`;
}

/** What is not known is left out. */
function FactSection({ rows }: { rows: Parameters<typeof Facts>[0]['rows'] }) {
  const t = useWords();
  return (
    <section>
      <h3>{t('facts')}</h3>
      <Facts rows={rows.filter(([, value]) => value !== undefined)} />
    </section>
  );
}

function Issue({ issue }: { issue: string }) {
  return (
    <button type="button" className="link" onClick={() => openIssue(issue)}>
      {issue}
    </button>
  );
}

/** What happened, newest first, with who did it and when; what is older, and the whole chain, when somebody asks. */
export function Timeline({ view, now, of }: Props & { of: Of }) {
  const t = useWords();
  const lang = useLang();
  const [older, setOlder] = useState<readonly TimelineEntry[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const [withSteps, setWithSteps] = useState(false);
  const { entries, before } = joined(view.timeline, older);
  const { shown, steps } = told(entries, withSteps);
  const more = async () => {
    if (before === undefined) return;
    setBusy(true);
    const answer = await call('submission.history', { lang, ...of, before });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setOlder([...entries, ...answer.value.timeline]);
  };
  return (
    <section>
      <h3>{t('timeline')}</h3>
      <Entries entries={shown} now={now} />
      {steps === 0 ? null : (
        <p>
          <Button spacing="compact" onClick={() => setWithSteps(!withSteps)}>
            {withSteps ? t('timelineNoSteps') : t('timelineSteps', { count: steps })}
          </Button>
        </p>
      )}
      <Trouble of={problem} retry={() => void more()} />
      {before === undefined || problem !== undefined ? null : (
        <Button isLoading={busy} onClick={() => void more()}>
          {t('timelineOlder')}
        </Button>
      )}
      <Chain view={view} of={of} />
    </section>
  );
}

function Entries({ entries, now }: { entries: readonly TimelineEntry[]; now: string }) {
  return (
    <ol className="timeline">
      {entries.map((entry) => (
        <li key={entry.seq} className={`tone-${entry.tone}${entry.step === undefined ? '' : ' step'}`}>
          <span>{entry.text}</span>
          <small>
            {entry.actor.name} · <When at={entry.at} now={now} full />
          </small>
        </li>
      ))}
    </ol>
  );
}

/** Whether the history is unbroken: known of a short one; of a long one somebody has it checked. */
function Chain({ view, of }: { view: SubmissionView; of: Of }) {
  const t = useWords();
  const lang = useLang();
  const [checked, setChecked] = useState<HistoryChecked>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const check = async () => {
    setBusy(true);
    const answer = await call('submission.audit', { lang, ...of });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setChecked(answer.value);
  };
  // What was checked holds for as many entries as there were.
  const known = checked?.entries === view.auditEntries ? checked.intact : undefined;
  const intact = view.auditIntact ?? known;
  const count = view.auditEntries;
  if (intact !== undefined)
    return <p className="note">{intact ? t('audit', { count }) : t('auditBroken')}</p>;
  return (
    <>
      <p className="note">{t('auditNewest', { count })}</p>
      <Trouble of={problem} />
      <p>
        <Button spacing="compact" isLoading={busy} onClick={() => void check()}>
          {t('auditCheck')}
        </Button>
      </p>
    </>
  );
}

export function Checks({ view, now }: Props) {
  const t = useWords();
  const times = [
    [t('lastChecked'), view.lastCheckedAt],
    [t('nextCheck'), view.nextPollAt],
  ] as const;
  return <Times of={times} now={now} />;
}
