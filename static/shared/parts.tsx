import Button from '@atlaskit/button/new';
import Lozenge from '@atlaskit/lozenge';
import SectionMessage from '@atlaskit/section-message';
import type { ReactNode } from 'react';
import type { ActionView, ProblemView, Tone } from '../../src/contract/answers';
import { absolute, relative, useLang, useWords } from './lang';

/** A problem with what to do, and a way to try again where there is one. */
export function Trouble({ problem, retry }: { problem: ProblemView; retry?: () => void }) {
  const t = useWords();
  return (
    <SectionMessage appearance="error" title={problem.title}>
      <p>{problem.remedy}</p>
      {retry === undefined ? null : <Button onClick={retry}>{t('retry')}</Button>}
    </SectionMessage>
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
  return (
    <Lozenge appearance={lozenge.tone} isBold maxWidth="100%">
      {lozenge.text}
    </Lozenge>
  );
}

/** An instant: relative for the eye, in full on hover and for screen readers. */
export function When({ at, now }: { at: string; now: string }) {
  const lang = useLang();
  return (
    <time dateTime={at} title={absolute(at, lang)}>
      {relative(at, now, lang)}
    </time>
  );
}

/** A button that says why it cannot be pressed. */
export function Act(props: {
  action: ActionView;
  onClick: () => void;
  primary?: boolean;
  children: ReactNode;
}) {
  const { action, onClick, primary = false, children } = props;
  return (
    <span className="act">
      <Button appearance={primary ? 'primary' : 'default'} isDisabled={!action.allowed} onClick={onClick}>
        {children}
      </Button>
      {action.allowed || action.why === undefined ? null : <small className="why">{action.why}</small>}
    </span>
  );
}

/** A number drawn beside its like, so that people can compare without reading. */
export function Bar({
  label,
  value,
  most,
  tone,
}: {
  label: string;
  value: number;
  most: number;
  tone: Tone;
}) {
  return (
    <div className="bar">
      <span className="bar-label">{label}</span>
      <span className="bar-track" aria-hidden="true">
        <span
          className={`bar-fill tone-${tone}`}
          style={{ width: `${most === 0 ? 0 : (100 * value) / most}%` }}
        />
      </span>
      <span className="bar-value">{value}</span>
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
