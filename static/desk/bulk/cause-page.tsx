import Button from '@atlaskit/button/new';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { DeskRow, ProblemView } from '../../../src/contract/answers';
import type { Lang } from '../../../src/kernel/lang';
import { say } from '../../../src/texts/say';
import { call } from '../../backend';
import { useData } from '../../shared/data/use-data';
import { beside } from '../../shared/files/beside';
import { DropZone } from '../../shared/files/drop-zone';
import { refusedSize } from '../../shared/files/refused-size';
import { Skeleton, Trouble } from '../../shared/parts';
import { Mark } from '../../shared/signs/mark';
import { Stale } from '../../shared/signs/stale';
import { useLang, useWords } from '../../shared/texts/lang';
import { CheckTable } from './check-table';
import { ConfirmSend, type Going } from './confirm-send';
import { handInAndSend } from './hand-in';
import { type Decided, type Heaped, type Line, linesOf } from './heap';
import { MendAll } from './mend-all';
import { isOfHeader, isOfRun } from './mendable';
import { byName, inOrder } from './order';
import { isUnderWay, Outcomes, type Told } from './outcomes';
import { withEach } from './pace';
import { begin, type Task, useTold } from './under-way';

type Props = {
  readonly cause: string;
  readonly onBack: () => void;
  readonly onOpen: (submissionId: string) => void;
};

/** As many as are mended at once; the others come when these are done. */
const MOST = 100;
const NONE: readonly DeskRow[] = [];

/** Everything that one cause keeps back: corrected files are dropped together, checked in one table, and sent by one confirmation. */
export function CausePage({ cause, onBack, onOpen }: Props) {
  const lang = useLang();
  const t = useWords();
  const told = useTold(cause);
  const { data, reload } = useData(
    () => call('desk.view', { lang, show: 'needs-you', cause, limit: MOST, cards: true }),
    ({ rows }) => isBehind(rows, told),
    { question: cause },
  );
  const found = data.is === 'there' ? data.value.rows : NONE;
  const rows = useMemo(() => inOrder(found, lang), [found, lang]);
  if (data.is === 'loading') return <Skeleton rows={8} />;
  if (data.is === 'failed') return <Trouble of={data.problem} retry={() => void reload()} />;
  const { causes = [], cursor, may } = data.value;
  const title = causes.find(({ key }) => key === cause)?.title;
  return (
    <section aria-labelledby="cause" className="cause">
      <p>
        <button type="button" className="link marked" onClick={onBack}>
          <Mark sign="backwards" /> {t('back')}
        </button>
      </p>
      <Stale data={data} retry={() => void reload()} says="stateAsOf" />
      <h2 id="cause">
        {title ?? t('causeGone')} <small>{t('causeFiles', { count: rows.length })}</small>
      </h2>
      {cursor === undefined ? null : <p className="note">{t('causeFirst', { count: MOST })}</p>}
      {rows.length > 0 && !may.upload.allowed ? <p className="why">{may.upload.why}</p> : null}
      <Mend
        cause={cause}
        rows={rows}
        told={told}
        onOpen={onOpen}
        reload={reload}
        mayUpload={may.upload.allowed}
      />
    </section>
  );
}

/** The list knows some seconds later what was sent: it is asked again until it does. */
function isBehind(rows: readonly DeskRow[], told: readonly Told[]): boolean {
  const done = new Set(
    told.flatMap(({ submissionId, outcome }) => (outcome?.is === 'done' ? submissionId : [])),
  );
  return rows.some(({ submissionId }) => done.has(submissionId));
}

type MendProps = Pick<Props, 'cause' | 'onOpen'> & {
  readonly rows: readonly DeskRow[];
  readonly told: readonly Told[];
  readonly mayUpload: boolean;
  readonly reload: () => Promise<void>;
};

function Mend({ cause, rows, told, mayUpload, onOpen, reload }: MendProps) {
  const busy = isUnderWay(told);
  useOnEnd(busy, reload);
  const isTogether = rows.length > 0 && mayUpload && isOfHeader(cause);
  return (
    <>
      {told.length === 0 ? null : <Outcomes told={told} onOpen={onOpen} />}
      {isTogether ? (
        <MendAll rows={rows} busy={busy} onSend={(tasks) => void begin(cause, tasks)} onOpen={onOpen} />
      ) : null}
      {isOfRun(cause) ? null : (
        <Dropped rows={rows} busy={busy} onSend={(tasks) => void begin(cause, tasks)} />
      )}
      <Waiting cause={cause} rows={rows} onOpen={onOpen} />
    </>
  );
}

/** Asks anew what waits once all have their result, whoever began it. */
function useOnEnd(busy: boolean, reload: () => Promise<void>): void {
  const was = useRef(busy);
  useEffect(() => {
    if (was.current && !busy) void reload();
    was.current = busy;
  }, [busy, reload]);
}

type DroppedProps = Pick<MendProps, 'rows'> & {
  readonly busy: boolean;
  readonly onSend: (tasks: readonly Task[]) => void;
};

/** Corrected files from somewhere else: matched, checked and sent together. */
function Dropped({ rows, busy, onSend }: DroppedProps) {
  const t = useWords();
  const lang = useLang();
  const heap = useHeap(rows);
  const [asks, setAsks] = useState(false);
  const going = heap.lines.filter(({ goes }) => goes);
  const sendAll = () => {
    setAsks(false);
    onSend(going.flatMap((line) => taskOf(line, lang)));
    heap.clear();
  };
  return (
    <>
      {rows.length === 0 ? null : (
        <DropZone
          label={t('dropCorrected')}
          hint={t('dropCorrectedHint')}
          accept=".csv,text/csv"
          multiple
          busy={busy}
          onFiles={heap.add}
        />
      )}
      <Trouble of={heap.problem} />
      {heap.lines.length === 0 || busy ? null : (
        <>
          <CheckTable lines={heap.lines} rows={rows} onDecide={heap.decide} />
          <div className="actions">
            <Button appearance="primary" isDisabled={going.length === 0} onClick={() => setAsks(true)}>
              {t('sendMany', { count: going.length })}
            </Button>
            <Button appearance="subtle" onClick={heap.clear}>
              {t('dropAgain')}
            </Button>
          </div>
        </>
      )}
      {asks ? (
        <ConfirmSend going={going.flatMap(goingOf)} onConfirm={sendAll} onClose={() => setAsks(false)} />
      ) : null}
    </>
  );
}

function goingOf({ file }: Line): readonly Going[] {
  return file.is === 'there' ? [{ id: String(file.n), name: file.name, about: file.about }] : [];
}

function taskOf({ file, to }: Line, lang: Lang): readonly Task[] {
  if (file.is !== 'there' || to === undefined) return [];
  const act = () => handInAndSend(file.chosen, to, lang);
  return [{ submissionId: to, name: file.chosen.name, act }];
}

/** The dropped files, each checked beside the page, and what was decided about them. */
function useHeap(rows: readonly DeskRow[]) {
  const lang = useLang();
  const [files, setFiles] = useState<readonly Heaped[]>([]);
  const [decided, setDecided] = useState<ReadonlyMap<number, Decided>>(new Map());
  const [problem, setProblem] = useState<ProblemView>();
  const add = async (chosen: readonly File[]) => {
    const big =
      chosen.length > MOST ? undefined : chosen.map((file) => refusedSize([file], lang)).find(Boolean);
    const tooMany = chosen.length > MOST ? manyProblem(lang) : big;
    setProblem(tooMany);
    if (tooMany !== undefined) return;
    const first = Date.now();
    const numbered = byName(chosen, lang).map((file, n) => ({ file, n: first + n }));
    setFiles((before) => [
      ...before,
      ...numbered.map(({ file, n }) => ({ n, name: file.name, is: 'checking' as const })),
    ]);
    await withEach(numbered, async ({ file, n }) => {
      const there = await surveyed(file, lang);
      setFiles((before) => before.map((one) => (one.n === n ? { n, name: file.name, ...there } : one)));
    });
  };
  const decide = (n: number, what: Decided) =>
    setDecided((before) => new Map(before).set(n, { ...before.get(n), ...what }));
  const clear = () => {
    setFiles([]);
    setDecided(new Map());
  };
  return {
    lines: linesOf(files, rows, decided),
    problem,
    add: (list: readonly File[]) => void add(list),
    decide,
    clear,
  };
}

async function surveyed(file: File, lang: Parameters<typeof refusedSize>[1]) {
  try {
    return { is: 'there' as const, ...(await beside('survey', { file })) };
  } catch {
    const [title, remedy] = [say('page.unreadableTitle', lang), say('page.unreadableRemedy', lang)];
    return { is: 'broken' as const, problem: { code: 'file.unreadable' as const, title, remedy } };
  }
}

function manyProblem(lang: Parameters<typeof refusedSize>[1]): ProblemView {
  const [title, remedy] = [
    say('page.tooManyFiles', lang, { most: MOST }),
    say('page.tooManyFilesRemedy', lang),
  ];
  return { code: 'file.too-large', title, remedy };
}

/** What waits, so that it is known which files are missing. */
function Waiting({ cause, rows, onOpen }: Pick<MendProps, 'cause' | 'rows' | 'onOpen'>) {
  const t = useWords();
  if (rows.length === 0) return <p className="empty">{t('causeEmpty')}</p>;
  const isRuns = isOfRun(cause);
  return (
    <details className="ways" open={rows.length <= 10}>
      <summary>
        <h3>{t(isRuns ? 'waitingRuns' : 'waitingFiles', { count: rows.length })}</h3>
      </summary>
      {isRuns ? <p className="note">{t('waitingRunsNote')}</p> : null}
      <ul className="plain">
        {rows.map((row) => (
          <li key={row.submissionId}>
            <button type="button" className="link" onClick={() => onOpen(row.submissionId)}>
              {row.fileName}
            </button>
            <small className="block">
              {row.mandantName ?? row.mandant}
              {row.label === undefined ? '' : ` · ${row.label}`}
            </small>
          </li>
        ))}
      </ul>
    </details>
  );
}
