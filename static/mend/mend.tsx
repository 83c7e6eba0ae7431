import Button from '@atlaskit/button/new';
import { useEffect, useRef, useState } from 'react';
import type { WireFinding } from '../../src/contract/answers';
import { grouped } from '../../src/kernel/text';
import { beside } from '../shared/files/beside';
import { Findings } from '../shared/files/findings';
import { Skeleton } from '../shared/parts';
import { useLang, useWords } from '../shared/texts/lang';
import { type Draft, editsOf, editsToJudge, NOTHING } from './draft';
import { Entry } from './entry';
import type { Opened } from './open-file';
import type { Given } from './sheet';
import { mended, troubleOf } from './words';

type Props = Given & {
  /** A file is on its way already. */
  readonly busy: boolean;
  /** The first field gets the focus: somebody asked for the fields. */
  readonly isAsked: boolean;
  readonly onTake: (file: { readonly name: string; readonly raw: Uint8Array<ArrayBuffer> }) => void;
  readonly onClose: () => void;
};

/** As many entries as one looks at; the rest come one click later. */
const SHOWN = 20;

/** The values that stand wrong in a file, each with a field for what should stand there. */
export function MendFile(props: Props) {
  const { kind, name, raw, mandant, books, asked } = props;
  const t = useWords();
  const [file, setFile] = useState<Opened | 'failed'>();
  useEffect(() => {
    const over = new AbortController();
    beside('mends', { kind, name, raw, mandant, books, asked }, { signal: over.signal }).then(setFile, () => {
      if (!over.signal.aborted) setFile('failed');
    });
    return () => over.abort();
  }, [kind, name, raw, mandant, books, asked]);
  if (file === undefined) return <Skeleton rows={4} />;
  if (file === 'failed') return <p role="alert">{`${t('unreadableTitle')} ${t('unreadableRemedy')}`}</p>;
  return <OpenFile {...props} file={file} />;
}

function OpenFile(props: Props & { file: Opened }) {
  const { name, mandant, isAsked, file } = props;
  const t = useWords();
  const lang = useLang();
  const [draft, setDraft] = useState<Draft>(NOTHING);
  const [shown, setShown] = useState(SHOWN);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isAsked) place.current?.querySelector<HTMLElement>('button.chip, input, select')?.focus();
  }, [isAsked]);
  const rest = file.mends.length - shown;
  return (
    <section className="mend" ref={place} aria-label={t('mendTitle', { name })}>
      <h3>{t('mendTitle', { name })}</h3>
      <p>{summary(file, t, lang)}</p>
      <ul className="mends">
        {file.mends.slice(0, shown).map((mend) => (
          <Entry key={mend.key} mend={mend} file={file} draft={draft} mandant={mandant} onDraft={setDraft} />
        ))}
      </ul>
      {rest <= 0 ? null : (
        <Button onClick={() => setShown(shown + SHOWN)}>{t('mendMore', { count: rest })}</Button>
      )}
      {file.others.length === 0 ? null : (
        <>
          <h4>{t('mendOthers')}</h4>
          <Findings findings={foundIn(file.others)} />
        </>
      )}
      <Take {...props} file={file} draft={draft} />
      {file.notices.length === 0 ? null : (
        <Findings findings={file.notices.flatMap(({ faults }) => foundIn(faults))} />
      )}
    </section>
  );
}

function foundIn(faults: readonly { readonly at: readonly WireFinding[] }[]): readonly WireFinding[] {
  return faults.flatMap(({ at }) => at);
}

type Words = ReturnType<typeof useWords>;

function summary({ kind, mends }: Opened, t: Words, lang: 'de' | 'en'): string {
  if (mends.length === 0) return t('mendNothing');
  if (kind === 'dxso') return t('mendPackage', { causes: mends.length });
  const rows = new Set(mends.flatMap((mend) => mend.rows.filter((row) => row > 0))).size;
  if (rows === 0) return t('mendHeader', { causes: mends.length });
  return t('mendSummary', { rows, causes: mends.length, shownRows: grouped(rows, lang) });
}

/** What will be different, and the button that hands it in. */
function Take({ file, draft, name, mandant, busy, onTake, onClose }: Props & { file: Opened; draft: Draft }) {
  const t = useWords();
  const lang = useLang();
  const edits = editsOf(file.mends, draft);
  const [refused, setRefused] = useState<Draft>();
  const bad = editsToJudge(file.mends, draft).some(
    (edit) => troubleOf(file, edit, { mandant, lang }) !== undefined,
  );
  const take = () => {
    const bytes = mended(file, edits);
    if (bytes === undefined) setRefused(draft);
    else onTake({ name, raw: bytes });
  };
  return (
    <>
      <p aria-live="polite" className="note">
        {edits.length === 0 ? t('mendNoEdits') : t('mendEdits', { count: edits.length })}
        {file.isCut ? ` ${t('mendCut')}` : ''}
      </p>
      {refused === draft ? <p role="alert">{t('mendRefused')}</p> : null}
      <div className="actions">
        <Button appearance="primary" isDisabled={edits.length === 0 || bad || busy} onClick={take}>
          {t('mendTake')}
        </Button>
        <Button appearance="subtle" isDisabled={busy} onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </>
  );
}
