import Button from '@atlaskit/button/new';
import { type ReactNode, useState } from 'react';
import type { ProblemView } from '../../src/contract/answers';
import type {
  CrossCheckAnswer,
  DiscrepancyGroup,
  DiscrepancyPage,
  DiscrepancyView,
} from '../../src/contract/cross-check';
import { present } from '../../src/kernel/present';
import { call, openIssue } from '../backend';
import { useData } from './data/use-data';
import { numbered } from './numbered';
import { Skeleton, Trouble, When } from './parts';
import { Dialog } from './signs/dialog';
import { Lozenge } from './signs/lozenge';
import { useLang, useWords } from './texts/lang';

/** What DATEV, the app and Jira do not agree on, worst first, each with what puts it right. */
export function CrossCheck() {
  const lang = useLang();
  const t = useWords();
  const { data, reload } = useData(
    () => call('discrepancies.view', { lang }),
    ({ going }) => going !== undefined && going.waits !== true,
  );
  if (data.is === 'loading') return <Skeleton rows={4} />;
  if (data.is === 'failed') return <Trouble of={data.problem} retry={() => void reload()} />;
  const { value, now } = data;
  return (
    <section>
      <h2>{t('crossCheck')}</h2>
      <p className="note">{t('crossCheckNote')}</p>
      <Trouble of={data.stale} retry={() => void reload()} />
      <Last last={value.last} groups={value.groups} now={now} />
      <Begin going={value.going} reload={reload} />
      {value.groups.map((group) => (
        <Group key={`${group.kind} ${value.last?.doneAt}`} group={group} reload={reload} />
      ))}
    </section>
  );
}

function Last({
  last,
  groups,
  now,
}: {
  readonly last: CrossCheckAnswer['last'] | undefined;
  readonly groups: CrossCheckAnswer['groups'];
  readonly now: string;
}) {
  const t = useWords();
  if (last === undefined) return <p>{t('crossCheckNever')}</p>;
  const { submissions, issues, jobs, mandanten, unread } = last;
  return (
    <>
      <p>
        {t('crossCheckLast')} <When at={last.doneAt} now={now} />.{' '}
        {t('crossCheckRead', { submissions, issues, jobs, mandanten })}
      </p>
      {unread === 0 ? null : <p>{t('crossCheckUnread', { count: unread })}</p>}
      {groups.length > 0 ? null : (
        <p>
          <Lozenge appearance="success">{t('crossCheckFine')}</Lozenge>
        </p>
      )}
    </>
  );
}

function Begin({
  going,
  reload,
}: {
  readonly going: CrossCheckAnswer['going'] | undefined;
  readonly reload: () => Promise<void>;
}) {
  const t = useWords();
  const lang = useLang();
  const [problem, setProblem] = useState<ProblemView>();
  const begin = async () => {
    const answer = await call('discrepancies.begin', { lang });
    setProblem(answer.ok ? undefined : answer.problem);
    await reload();
  };
  return (
    <>
      <p role="status">
        {going === undefined ? null : t('crossCheckGoing', { place: going.place })}{' '}
        {going?.waits === true ? t('crossCheckWaits') : null}
      </p>
      <Button isDisabled={going !== undefined} onClick={() => void begin()}>
        {t('crossCheckBegin')}
      </Button>
      <Trouble of={problem} />
    </>
  );
}

type OfGroup = { readonly group: DiscrepancyGroup; readonly reload: () => Promise<void> };

/** One kind: what differs, what the repair does, and each of them. */
function Group({ group, reload }: OfGroup) {
  const t = useWords();
  const lang = useLang();
  const [further, setFurther] = useState<DiscrepancyPage>();
  const next = further === undefined ? group.next : further.next;
  const more = async () => {
    if (next === undefined) return;
    const answer = await call('discrepancies.page', { lang, kind: group.kind, n: next });
    if (!answer.ok) return;
    setFurther({
      items: [...(further?.items ?? []), ...answer.value.items],
      ...present({ next: answer.value.next }),
    });
  };
  const title = group.count === undefined ? group.title : `${group.title} (${group.count})`;
  return (
    <>
      <h3>{title}</h3>
      <p>{group.remedy}</p>
      <ul className="plain">
        {[...group.items, ...(further?.items ?? [])].map((item) => (
          <Item key={keyOf(item)} item={item} group={group} reload={reload} />
        ))}
      </ul>
      {next === undefined ? null : <Button onClick={() => void more()}>{t('crossCheckMore')}</Button>}
    </>
  );
}

function keyOf({ submission, job, issue }: DiscrepancyView): string {
  return [submission, job, issue?.id].join(' ');
}

function Item({ item, group, reload }: OfGroup & { readonly item: DiscrepancyView }) {
  const t = useWords();
  const lang = useLang();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<'ordered' | 'gone'>();
  const [problem, setProblem] = useState<ProblemView>();
  const outcome = done ?? (item.isOrdered === true ? 'ordered' : undefined);
  const repair = async () => {
    setBusy(true);
    const { kind, mandant, submission, job, issue } = item;
    const answer = await call('discrepancies.repair', {
      lang,
      kind,
      ...present({ mandant, submission, job, issueId: issue?.id }),
    });
    setBusy(false);
    setOpen(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setDone(answer.value.outcome);
    await reload();
  };
  return (
    <li>
      <Facts item={item} />
      <span role="status">
        {outcome === undefined ? null : t(outcome === 'gone' ? 'crossCheckGone' : 'crossCheckOrdered')}
      </span>
      {group.repair === undefined || outcome !== undefined ? null : (
        <Button onClick={() => setOpen(true)}>{group.repair}</Button>
      )}
      <Trouble of={problem} />
      <Dialog
        open={open}
        title={group.title}
        confirm={group.repair ?? ''}
        busy={busy}
        onClose={() => setOpen(false)}
        onConfirm={() => void repair()}
      >
        <Facts item={item} />
        <p>{group.remedy}</p>
      </Dialog>
    </li>
  );
}

/** By what people find the thing. */
function Facts({ item }: { readonly item: DiscrepancyView }) {
  const t = useWords();
  const { mandant, mandantName, fileName, job, issue, kept } = item;
  const facts: readonly (ReactNode | undefined)[] = [
    mandantName === undefined ? mandant : `${mandantName} (${mandant ?? ''})`,
    fileName,
    job === undefined ? undefined : t('crossCheckJob', { job }),
    issue === undefined ? undefined : (
      <button key={issue.id} type="button" className="link" onClick={() => openIssue(issue.key)}>
        {issue.key}
      </button>
    ),
    kept === undefined ? undefined : t('crossCheckInstead', { key: kept }),
  ];
  const there = facts.filter((fact) => fact !== undefined && fact !== '');
  return (
    <p>
      {numbered(there).map(({ n, one }) => (
        <span key={n}>
          {n === 0 ? null : ' · '}
          {one}
        </span>
      ))}
    </p>
  );
}
