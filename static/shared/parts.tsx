import Button from '@atlaskit/button/new';
import { type ReactNode, useId } from 'react';
import type { ActionView, ProblemView, Tone } from '../../src/contract/answers';
import { grouped } from '../../src/kernel/text';
import { Lozenge } from './signs/lozenge';
import { SectionMessage } from './signs/section-message';
import { useLang, usePerson, useWords } from './texts/lang';
import { absolute, relative } from './texts/time';

/** Nothing went wrong: this is how things are until somebody else has done something. */
const TELLS: ReadonlySet<string> = new Set(['access.not-set-up']);

type TroubleProps = { of: ProblemView | undefined; retry?: () => void; isTrying?: boolean };

/** A problem with what to do, said at once by a screen reader, and a way to try again where there is one; nothing without one. */
export function Trouble({ of: problem, retry, isTrying = false }: TroubleProps) {
  const t = useWords();
  if (problem === undefined) return null;
  return (
    <div role="alert">
      <SectionMessage appearance={TELLS.has(problem.code) ? 'information' : 'error'} title={problem.title}>
        <p>{problem.remedy}</p>
        {retry === undefined ? null : (
          <Button isLoading={isTrying} onClick={retry}>
            {t('retry')}
          </Button>
        )}
      </SectionMessage>
    </div>
  );
}

/** Keeps the place of what is coming, so that nothing jumps. */
export function Skeleton({ rows }: { rows: number }) {
  const t = useWords();
  return (
    <div className="skeleton" role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, i) => `row-${i}`).map((key) => (
        <div key={key} className="skeleton-row" />
      ))}
    </div>
  );
}

export function State({ lozenge }: { lozenge: { text: string; tone: Tone } }) {
  return <Lozenge appearance={lozenge.tone}>{lozenge.text}</Lozenge>;
}

/** An instant: relative for the eye, in full on hover; `full` writes both out, for those who cannot hover. */
export function When({ at, now, full = false }: { at: string; now: string; full?: boolean }) {
  const { lang, zone } = usePerson();
  const exactly = absolute(at, lang, zone);
  return (
    <time dateTime={at} title={exactly}>
      {relative(at, now, lang)}
      {full ? ` · ${exactly}` : null}
    </time>
  );
}

/** Instants with their labels, those that there are. */
export function Times(props: {
  of: readonly (readonly [label: string, at: string | undefined])[];
  now: string;
  full?: boolean;
}) {
  const { of, now, full = false } = props;
  return (
    <p className="note">
      {of.map(([label, at]) =>
        at === undefined ? null : (
          <span key={label} className="time">
            {label}: <When at={at} now={now} full={full} />{' '}
          </span>
        ),
      )}
    </p>
  );
}

/** A button that says why it cannot be pressed. */
export function Act(props: {
  action: ActionView;
  onClick: () => void;
  primary?: boolean;
  busy?: boolean;
  children: ReactNode;
}) {
  const { action, onClick, primary = false, busy = false, children } = props;
  const why = useId();
  const says = !action.allowed && action.why !== undefined;
  return (
    <span className="act">
      <Button
        appearance={primary ? 'primary' : 'default'}
        isDisabled={!action.allowed}
        isLoading={busy}
        onClick={onClick}
        {...(says ? { 'aria-describedby': why } : {})}
      >
        {children}
      </Button>
      {says ? (
        <small id={why} className="why">
          {action.why}
        </small>
      ) : null}
    </span>
  );
}

/** A number drawn beside its like, so that people can compare without reading. */
export function Bar(props: { label: string; value: number; most: number; tone: Tone }) {
  const { label, value, most, tone } = props;
  const lang = useLang();
  return (
    <div className="bar">
      <span className="bar-label">{label}</span>
      <span className="bar-track" aria-hidden="true">
        <span
          className={`bar-fill tone-${tone}`}
          style={{ width: `${most === 0 ? 0 : (100 * value) / most}%` }}
        />
      </span>
      <span className="bar-value">{grouped(value, lang)}</span>
    </div>
  );
}

export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const SHORT = 12;

/** A checksum: its beginning, and the whole of it when opened by mouse or keyboard. */
export function Hash({ sha256 }: { sha256: string }) {
  return (
    <details className="hash">
      <summary>{sha256.slice(0, SHORT)}…</summary>
      <code>{sha256}</code>
    </details>
  );
}
