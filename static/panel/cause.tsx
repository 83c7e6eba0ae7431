import type { CauseView } from '../../src/contract/answers';
import { useWords } from '../shared/texts/lang';

/** What is wrong and where, in the accountant's words; DATEV's own words behind a fold. */
export function Cause({ cause }: { cause: CauseView }) {
  const t = useWords();
  return (
    <section className="cause">
      <h3>{t('cause')}</h3>
      <p>
        <strong>{cause.title}</strong> <Code code={cause.code} />
      </p>
      <Faults faults={cause.faults} />
      {cause.faults.length === 0 ? <p>{cause.remedy}</p> : null}
      <More cause={cause} />
    </section>
  );
}

/** DATEV's own number of it. What we ourselves call a cause helps nobody who asks DATEV. */
function Code({ code }: { code: string }) {
  const t = useWords();
  const [, status] = /^dxso-(\d)$/.exec(code) ?? [];
  if (status !== undefined) return <small>{t('jobStatus', { status })}</small>;
  return /^(?:DCO)?\d+$/.test(code) ? <small>{t('code', { code })}</small> : null;
}

/** A cause that is over – a new file mended it, or nobody sends the file: no longer what one has to read, and still to be had. */
export function OldCause({ cause, revision }: { cause: CauseView; revision: number }) {
  const t = useWords();
  return (
    <details>
      <summary>{t('causeOld', { revision: String(revision) })}</summary>
      <Cause cause={cause} />
    </details>
  );
}

/** For whoever wants to know more than what to do. */
function More({ cause }: { cause: CauseView }) {
  const t = useWords();
  return (
    <>
      <details>
        <summary>{t('causeMore')}</summary>
        <p>{cause.meaning}</p>
        <p>
          <strong>{t('who')}</strong> {cause.who}
        </p>
      </details>
      {cause.verbatim === undefined ? null : <Verbatim verbatim={cause.verbatim} />}
    </>
  );
}

function Faults({ faults }: Pick<CauseView, 'faults'>) {
  const t = useWords();
  if (faults.length === 0) return null;
  return (
    <ul className="findings">
      {faults.map((fault) => (
        <li key={`${fault.field ?? ''}${fault.text}`}>
          {fault.field === undefined || isNamedIn(fault) ? null : (
            <strong>
              {t('field', { field: String(fault.field) })} {fault.label ?? ''}:{' '}
            </strong>
          )}
          {fault.text} <em>{fault.remedy}</em>
        </li>
      ))}
    </ul>
  );
}

/** Our own words name their field themselves; it does not stand there twice. */
function isNamedIn({ label, text }: CauseView['faults'][number]): boolean {
  return label !== undefined && text.includes(label);
}

/** Free text of DATEV, shown as it came; it may name values and therefore never leaves this panel. */
function Verbatim({ verbatim }: { verbatim: NonNullable<CauseView['verbatim']> }) {
  const t = useWords();
  const lines = [verbatim.title, verbatim.detail, verbatim.type].filter((line) => line !== undefined);
  return (
    <details>
      <summary>{t('verbatim')}</summary>
      <blockquote>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {verbatim.elements.map((e) => (
          <p key={`${e.name}${e.reason}`}>
            {e.name}: {e.reason}
          </p>
        ))}
      </blockquote>
    </details>
  );
}
