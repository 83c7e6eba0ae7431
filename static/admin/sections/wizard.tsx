import Button from '@atlaskit/button/new';
import { lazy, Suspense, useEffect, useRef } from 'react';
import type { AdminAnswer } from '../../../src/contract/answers';
import { usePlace } from '../../shared/page/place';
import { Skeleton } from '../../shared/parts';
import { Lozenge } from '../../shared/signs/lozenge';
import { type PlainWord, useWords } from '../../shared/texts/lang';
import { EnvironmentStep } from '../datev/environment';
import type { Login } from '../datev/use-login';
import { Language } from '../jira/language';
import type { Editing } from '../saving/use-settings';
import { SectionLink } from './section-nav';
import type { SectionProps } from './section-props';

const ConnectionBody = lazy(async () => ({ default: (await import('../datev/connection')).ConnectionBody }));
const MandantenBody = lazy(async () => ({ default: (await import('../mandanten/mandanten')).MandantenBody }));
const ProjectPart = lazy(async () => ({ default: (await import('../jira/project')).ProjectPart }));

type Props = SectionProps & { readonly editing: Editing; readonly login: Login };
type SetUpStep = AdminAnswer['setUp'][number]['step'];
type Step = {
  readonly name: 'environment' | 'datev' | 'mandanten' | 'jira';
  readonly title: PlainWord;
  /** What of the set-up it does. */
  readonly does: readonly SetUpStep[];
};

/** In the order in which they need each other. */
const STEPS: readonly Step[] = [
  { name: 'environment', title: 'stepEnvironment', does: ['environment'] },
  { name: 'datev', title: 'stepDatev', does: ['connection'] },
  { name: 'mandanten', title: 'stepMandanten', does: ['mandanten'] },
  { name: 'jira', title: 'stepJira', does: ['project', 'statuses'] },
];

/**
 * From a fresh installation to the first issue. The first open step is unfolded; any other can be opened, left, and come back to, and the
 * address says which.
 */
export function Wizard(props: Props) {
  const { place, go } = usePlace();
  const { setUp } = props.value;
  const { step: wanted } = place.query;
  const t = useWords();
  const isDone = ({ does }: Step) => setUp.every(({ step, done }) => done || !does.includes(step));
  const chosen = STEPS.find(({ name }) => name === wanted) ?? STEPS.find((step) => !isDone(step));
  const done = STEPS.filter(isDone).length;
  return (
    <section>
      <h2>{t('setUp')}</h2>
      <p className="note">{t('setUpNote', { done, all: STEPS.length })}</p>
      <ol className="wizard">
        {STEPS.map((step) => (
          <OneStep
            key={step.name}
            {...props}
            step={step}
            isDone={isDone(step)}
            isOpen={step === chosen}
            onOpen={() => go({ path: [], query: { step: step.name } })}
            onDone={() => go({ path: [], query: {} }, { replace: true })}
          />
        ))}
      </ol>
      <p className="note">
        {t('setUpLater')} <SectionLink to="looker" /> · <SectionLink to="rights" />
      </p>
    </section>
  );
}

type StepProps = Props & {
  readonly step: Step;
  readonly isDone: boolean;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onDone: () => void;
};

function OneStep(props: StepProps) {
  const { step, isDone, isOpen, onOpen, value } = props;
  const t = useWords();
  const head = useRef<HTMLHeadingElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    // What was done above is folded: whoever did it goes on here.
    if (isOpen && !wasOpen.current) head.current?.focus({ preventScroll: true });
    wasOpen.current = isOpen;
  }, [isOpen]);
  const missing = value.setUp.filter((one) => step.does.includes(one.step) && !one.done);
  return (
    <li className={isOpen ? 'step-open' : undefined} aria-current={isOpen ? 'step' : undefined}>
      <div className="line">
        <h3 ref={head} tabIndex={-1}>
          {t(step.title)}{' '}
          <Lozenge appearance={isDone ? 'success' : isOpen ? 'inprogress' : 'default'}>
            {t(isDone ? 'done' : 'toDo')}
          </Lozenge>
        </h3>
        {isOpen ? null : (
          <Button spacing="compact" onClick={onOpen} aria-label={`${t('setUpStepOpen')}: ${t(step.title)}`}>
            {t(isDone ? 'setUpStepChange' : 'setUpStepOpen')}
          </Button>
        )}
      </div>
      {isOpen ? (
        <>
          {missing.map((one) => (
            <p key={one.step} className="note">
              {one.text}
            </p>
          ))}
          <Suspense fallback={<Skeleton rows={4} />}>
            <StepBody {...props} />
          </Suspense>
        </>
      ) : null}
    </li>
  );
}

/** What a step needs is done in its place; what it needs from before it, it says. */
function StepBody(props: StepProps) {
  const { step, value, reload, editing, login, onDone } = props;
  const t = useWords();
  const isConnected = value.connection.state === 'connected';
  switch (step.name) {
    case 'environment':
      return <EnvironmentStep {...props} onDone={onDone} />;
    case 'datev':
      return <ConnectionBody value={value} reload={reload} login={login} />;
    case 'mandanten':
      return isConnected ? <MandantenBody {...props} atOnce /> : <p>{t('stepNeedsDatev')}</p>;
    case 'jira':
      return (
        <>
          <ProjectPart settings={editing.settings} change={editing.change} />
          {editing.settings.project === undefined ? null : (
            <>
              <Language settings={editing.settings} change={editing.change} />
              <p className="note">{t('languageNote')}</p>
            </>
          )}
        </>
      );
  }
}
