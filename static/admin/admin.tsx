import Button from '@atlaskit/button/new';
import { useEffect, useRef, useState } from 'react';
import type { AdminAnswer, ProblemView } from '../../src/contract/answers';
import { call } from '../backend';
import { ConfigLog } from '../shared/config-log';
import { useLang, useWords } from '../shared/lang';
import { Skeleton, Trouble } from '../shared/parts';
import { SectionMessage } from '../shared/section-message';
import { useData } from '../shared/use-data';
import { ConfigurationPart } from './configuration';
import { SettingsConflicts } from './conflicts';
import { ConnectionPart } from './connection';
import { changed, type Draft, rebased, settled } from './draft';
import { Health } from './health';
import { HooksPart } from './hooks';
import { LookerPart } from './looker';
import { Mandanten } from './mandanten';
import { ProjectPart } from './project';
import { Rules } from './rules';
import type { Change } from './settings';
import { Support } from './support';
import { TestIssuePart } from './test-issue';

/** From a fresh installation to a working state, top to bottom; what is broken comes first. */
export function Admin() {
  const lang = useLang();
  const t = useWords();
  const awaited = useRef<string>();
  const { data, reload } = useData(
    () => call('admin.view', { lang }),
    // Forge's index shows a new Mandant a moment late: ask again until it is there.
    (value) => awaited.current !== undefined && !isWatched(value, awaited.current),
  );
  if (data.is === 'loading') return <Skeleton rows={10} />;
  if (data.is === 'failed') return <Trouble of={data.problem} retry={() => void reload()} />;
  return (
    <main>
      <h1>{t('adminTitle')}</h1>
      <Trouble of={data.stale} retry={() => void reload()} />
      <SetUp steps={data.value.setUp} />
      <ConnectionPart value={data.value} reload={reload} />
      <Health value={data.value} now={data.now} reload={reload} />
      <Mandanten
        value={data.value}
        reload={reload}
        onWatch={(mandant) => {
          awaited.current = mandant;
        }}
      />
      <LookerPart />
      <HooksPart />
      <Form value={data.value} reload={reload} />
      <ConfigurationPart />
      <ConfigLog ask={(from) => call('configuration.changes', { lang, ...from })} note={t('configLogNote')} />
      <TestIssuePart ready={isReady(data.value)} />
      {data.value.canSeal ? <Support /> : null}
    </main>
  );
}

/** Project, issue type and statuses are saved. */
function isReady({ setUp }: AdminAnswer): boolean {
  return setUp.every(({ step, done }) => done || (step !== 'project' && step !== 'statuses'));
}

function isWatched({ mandanten }: AdminAnswer, mandant: string): boolean {
  return mandanten.some((m) => m.id === mandant && m.watched);
}

function SetUp({ steps }: { steps: AdminAnswer['setUp'] }) {
  const t = useWords();
  if (steps.every((step) => step.done)) return null;
  return (
    <SectionMessage appearance="information" title={t('setUp')}>
      <ol className="set-up">
        {steps.map((step) => (
          <li key={step.step}>
            {step.text} – <strong>{step.done ? t('done') : t('toDo')}</strong>
          </li>
        ))}
      </ol>
    </SectionMessage>
  );
}

/** What was typed lives here. Whenever somebody else saved meanwhile, both changes are put together. */
function Form({ value, reload }: { value: AdminAnswer; reload: () => Promise<void> }) {
  const fields = useRef<HTMLDivElement>(null);
  const { draft, settle, settings, change, save, saved, problem } = useSettings(value, reload);
  const t = useWords();
  const saveIfRight = () => {
    const wrong = fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (wrong) wrong.focus();
    else void save();
  };
  return (
    <>
      <div ref={fields}>
        <ProjectPart settings={settings} change={change} />
        <Rules settings={settings} change={change} mandanten={value.mandanten} />
      </div>
      <div className="sticky" aria-live="polite">
        <Button appearance="primary" isDisabled={draft === undefined} onClick={saveIfRight}>
          {t('save')}
        </Button>
        {draft === undefined ? null : <span>{t('unsaved')}</span>}
        {draft?.isMerged ? <span>{t('mergedIn')}</span> : null}
        {saved ? <span>{t('saved')}</span> : null}
        <Trouble of={problem} />
        {draft === undefined ? null : (
          <SettingsConflicts
            conflicts={draft.conflicts}
            onSettle={(conflict, choice) => settle(settled(draft, conflict, choice))}
          />
        )}
      </div>
    </>
  );
}

/** What an administrator changes until it is saved, kept on top of what others save meanwhile. */
function useSettings({ version, settings: stored }: AdminAnswer, reload: () => Promise<void>) {
  const [draft, setDraft] = useState<Draft>();
  const [problem, setProblem] = useState<ProblemView>();
  const [saved, setSaved] = useState(false);
  const lang = useLang();
  useEffect(() => {
    setDraft((now) => (now === undefined ? now : rebased(now, { version, settings: stored })));
  }, [version, stored]);
  const settings = draft?.settings ?? stored;
  const change: Change = (make) => {
    setDraft((now) => changed(now, { version, settings: stored }, make));
    setSaved(false);
  };
  const save = async () => {
    const answer = await call('admin.save', { lang, version: draft?.version ?? version, settings });
    const isConflict = !answer.ok && answer.problem.code === 'settings.conflict';
    setProblem(answer.ok || isConflict ? undefined : answer.problem);
    if (answer.ok) {
      setDraft(undefined);
      setSaved(true);
    }
    if (answer.ok || isConflict) await reload();
  };
  return { draft, settle: setDraft, settings, change, save, saved, problem };
}
