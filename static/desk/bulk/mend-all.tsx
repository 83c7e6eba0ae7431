import Button from '@atlaskit/button/new';
import { useEffect, useRef, useState } from 'react';
import type { DeskRow } from '../../../src/contract/answers';
import { grouped } from '../../../src/kernel/text';
import { useLang, useWords } from '../../shared/texts/lang';
import { AlikeFiles } from './alike-files';
import { ConfirmSend } from './confirm-send';
import { type Alike, alike, type NotSo, type Proposal } from './mendable';
import { NotAlike } from './not-alike';
import { withEach } from './pace';
import { proposalFor, sendProposal } from './proposals';
import type { Task } from './under-way';

type Props = {
  readonly rows: readonly DeskRow[];
  readonly busy: boolean;
  readonly onSend: (tasks: readonly Task[]) => void;
  readonly onOpen: (submissionId: string) => void;
};

/** One decision for all files whose header line says other than DATEV does: what would change in which of them, and one confirmation. */
export function MendAll({ rows, busy, onSend, onOpen }: Props) {
  const lang = useLang();
  const t = useWords();
  const { look, looking, found, drop } = useLook(rows);
  const head = useRef<HTMLHeadingElement>(null);
  // The button that was pressed is gone by then.
  useEffect(() => {
    if (found !== undefined) head.current?.focus({ preventScroll: true });
  }, [found]);
  const send = (going: readonly Proposal[]) => {
    drop();
    onSend(
      going.map((one) => ({
        submissionId: one.submissionId,
        name: one.name,
        act: () => sendProposal(one, lang),
      })),
    );
  };
  return (
    <section aria-labelledby="mend-all" className="mend-all">
      <h3 id="mend-all" ref={head} tabIndex={-1}>
        {t('mendAllTitle')}
      </h3>
      <p className="note">{t('mendAllNote')}</p>
      {found === undefined ? (
        <div className="actions">
          <Button isDisabled={busy} isLoading={looking !== undefined} onClick={look}>
            {t('mendAllLook', { count: rows.length })}
          </Button>
        </div>
      ) : (
        <Found {...found} onSend={send} onDrop={drop} onOpen={onOpen} />
      )}
      <Looked looking={looking} />
    </section>
  );
}

type Looking = { readonly done: number; readonly of: number };
type Looked = { readonly proposals: readonly Proposal[]; readonly not: readonly NotSo[] };

/** Looks at each file, a few at a time. Whoever goes away meanwhile ends it. */
function useLook(rows: readonly DeskRow[]) {
  const lang = useLang();
  const [looking, setLooking] = useState<Looking>();
  const [found, setFound] = useState<Looked>();
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const look = async () => {
    setLooking({ done: 0, of: rows.length });
    const [proposals, not]: [Proposal[], NotSo[]] = [[], []];
    await withEach(rows, async (row) => {
      if (!isHere.current) return;
      const made = await proposalFor(row, lang);
      if ('proposal' in made) proposals.push(made.proposal);
      else not.push(made.not);
      setLooking({ done: proposals.length + not.length, of: rows.length });
    });
    setLooking(undefined);
    setFound({ proposals, not });
  };
  return { look: () => void look(), looking, found, drop: () => setFound(undefined) };
}

function Looked({ looking }: { looking: Looking | undefined }) {
  const t = useWords();
  return (
    <div role="status">
      {looking === undefined ? null : (
        <>
          <p>{t('mendAllLooking', { done: looking.done, of: looking.of })}</p>
          <progress aria-label={t('mendAllTitle')} max={looking.of} value={looking.done} />
        </>
      )}
    </div>
  );
}

type FoundProps = Looked & {
  readonly onSend: (going: readonly Proposal[]) => void;
  readonly onDrop: () => void;
  readonly onOpen: (submissionId: string) => void;
};

/** What is the same change is decided about together. */
function Found({ proposals, not, onSend, onDrop, onOpen }: FoundProps) {
  const t = useWords();
  const lang = useLang();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [asks, setAsks] = useState(false);
  const groups = alike(proposals);
  const going = groups.filter(({ key }) => !left.has(key)).flatMap(({ of }) => of);
  return (
    <>
      {groups.length === 0 ? <p>{t('mendAllNone')}</p> : null}
      {groups.map((group) => (
        <AlikeFiles
          key={group.key}
          group={group}
          goes={!left.has(group.key)}
          onGoes={(goes) => setLeft(without(left, group, goes))}
          onOpen={onOpen}
        />
      ))}
      <NotAlike all={not} onOpen={onOpen} />
      <div className="actions">
        {groups.length === 0 ? null : (
          <Button appearance="primary" isDisabled={going.length === 0} onClick={() => setAsks(true)}>
            {t('mendAllSend', { count: going.length, shown: grouped(going.length, lang) })}
          </Button>
        )}
        <Button appearance="subtle" onClick={onDrop}>
          {t('cancel')}
        </Button>
      </div>
      {asks ? (
        <ConfirmSend
          going={going.map(goingOf)}
          onConfirm={() => onSend(going)}
          onClose={() => setAsks(false)}
        />
      ) : null}
    </>
  );
}

function without(left: ReadonlySet<string>, { key }: Alike, goes: boolean): ReadonlySet<string> {
  const next = new Set(left);
  if (goes) next.delete(key);
  else next.add(key);
  return next;
}

function goingOf({ submissionId, name, about, sha256 }: Proposal) {
  return { id: submissionId, name, about, sha256 };
}
