import Button from '@atlaskit/button/new';
import { lazy, type RefObject, Suspense, useRef, useState } from 'react';
import type { ProblemView, SubmissionView, WireFinding } from '../../src/contract/answers';
import type { Lang } from '../../src/kernel/lang';
import type { Chosen } from '../shared/files/check-chosen';
import { isMendedHere } from '../shared/files/mended-here';
import { fetchFile } from '../shared/files/transfer';
import { Skeleton, Trouble } from '../shared/parts';
import { SectionMessage } from '../shared/signs/section-message';
import { useLang, useWords } from '../shared/texts/lang';
import { loadMendTexts } from '../shared/texts/loaded-texts';
import { isReplaced, storedIn } from './stored-file';

/** What mends a file knows all of DATEV's columns: fetched when there is one to mend. */
const LAZY = { de: lazyMend('de'), en: lazyMend('en') } as const;

function lazyMend(lang: Lang) {
  return lazy(() =>
    Promise.all([import('../mend/mend'), loadMendTexts(lang)]).then(
      ([there]) => ({ default: there.MendFile }),
      () => ({ default: NotReached }),
    ),
  );
}

function NotReached(_: object) {
  const t = useWords();
  return <p role="alert">{`${t('notReachedTitle')} ${t('notReachedRemedy')}`}</p>;
}

type Open = Chosen & {
  /** What DATEV complained of in this very file: header fields, or files of a package. */
  readonly asked: readonly (number | string)[];
  /** Somebody pressed the button for it; else it opened because of what was found. */
  readonly isAsked: boolean;
  /** What DATEV said of the Mandant when it was opened. */
  readonly books: SubmissionView['books'];
  /** SHA-256 of the file that was handed in when it was opened, if there was one. */
  readonly stands: string | undefined;
  /** Another opening is another draft. */
  readonly n: number;
};

type ToOpen = Omit<Open, 'n' | 'books' | 'stands'>;

/** Whether a file is being mended, and the mended one on its way into the field for files. */
export type Mending = {
  readonly open: Open | undefined;
  readonly busy: boolean;
  readonly given: File | undefined;
  /** Where the focus goes when the fields are gone. */
  readonly head: RefObject<HTMLHeadingElement>;
  readonly show: (file: ToOpen) => void;
  readonly close: () => void;
  readonly take: (file: Chosen) => void;
  readonly onChecked: (chosen: Chosen, findings: readonly WireFinding[]) => void;
  readonly onBusy: (busy: boolean) => void;
};

export function useMending(view: SubmissionView): Mending {
  const [open, setOpen] = useState<Open>();
  const [given, setGiven] = useState<File>();
  const [busy, setBusy] = useState(false);
  const head = useRef<HTMLHeadingElement>(null);
  const count = useRef(0);
  const show = (file: ToOpen) => {
    count.current += 1;
    setOpen({ ...file, books: view.books, stands: view.candidate?.sha256, n: count.current });
  };
  const close = () => {
    setOpen(undefined);
    head.current?.focus({ preventScroll: true });
  };
  const onChecked = (chosen: Chosen, findings: readonly WireFinding[]) => {
    const file = { ...chosen, asked: [], isAsked: false };
    if (isMendedHere(findings)) return show(file);
    setOpen(undefined);
    // It may still say other than DATEV does of the Mandant.
    void differs(chosen, view).then((does) => (does ? show(file) : undefined));
  };
  const take = ({ name, raw }: Chosen) => {
    close();
    setGiven(new File([raw], name, { type: view.kind === 'dxso' ? 'application/zip' : 'text/csv' }));
  };
  return { open, busy, given, head, show, close, take, onChecked, onBusy: setBusy };
}

async function differs({ raw }: Chosen, { books }: SubmissionView): Promise<boolean> {
  if (books === undefined) return false;
  return (await import('../mend/open-file')).differsFrom(books, raw);
}

/** The fields where a file's wrong values are mended. */
export function MendHere({ mending, view }: { mending: Mending; view: SubmissionView }) {
  const lang = useLang();
  const { open } = mending;
  if (open === undefined) return null;
  const Mend = LAZY[lang];
  return (
    <Suspense fallback={<Skeleton rows={4} />}>
      <Replaced isSo={isReplaced(open, view)} by={view.candidate?.by.name ?? ''} />
      <Mend
        key={open.n}
        kind={view.kind === 'dxso' ? 'dxso' : 'extf'}
        name={open.name}
        raw={open.raw}
        asked={open.asked}
        isAsked={open.isAsked}
        mandant={view.facts.mandant}
        books={open.books}
        busy={mending.busy}
        onTake={mending.take}
        onClose={mending.close}
      />
    </Suspense>
  );
}

/** Said before somebody puts theirs in the place of a colleague's; what they typed stays. */
function Replaced({ isSo, by }: { isSo: boolean; by: string }) {
  const t = useWords();
  return (
    <div aria-live="polite">
      {isSo ? (
        <SectionMessage appearance="warning" title={t('mendReplaced', { name: by })}>
          <p>{t('mendReplacedRemedy')}</p>
        </SectionMessage>
      ) : null}
    </div>
  );
}

/** The button that opens those fields for a file that is here already. */
export function OpenStored({ mending, view }: { mending: Mending; view: SubmissionView }) {
  const t = useWords();
  const lang = useLang();
  const [fetching, setFetching] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const stored = storedIn(view);
  if (stored === undefined || mending.open !== undefined) return null;
  const fetch = async () => {
    setFetching(true);
    const { submissionId } = view;
    const fetched = await fetchFile({ submissionId, revision: stored.revision }, lang);
    setFetching(false);
    setProblem(fetched.ok ? undefined : fetched.problem);
    if (fetched.ok)
      mending.show({ name: fetched.name, raw: fetched.raw, asked: stored.asked, isAsked: true });
  };
  return (
    <>
      <div className="actions stored">
        <Button appearance="primary" isLoading={fetching} onClick={() => void fetch()}>
          {t('mendHere')}
        </Button>
      </div>
      <Trouble of={problem} retry={() => void fetch()} />
    </>
  );
}
