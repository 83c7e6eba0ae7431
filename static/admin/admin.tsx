import './styles.css';
import { lazy, Suspense, useRef } from 'react';
import type { AdminAnswer } from '../../src/contract/answers';
import { call } from '../backend';
import { useData } from '../shared/data/use-data';
import { usePlace } from '../shared/page/place';
import { Skeleton, Trouble } from '../shared/parts';
import { SectionMessage } from '../shared/signs/section-message';
import { useLang, useWords } from '../shared/texts/lang';
import { loadSectionTexts } from '../shared/texts/loaded-texts';
import { useLogin } from './datev/use-login';
import { SaveBar } from './saving/save-bar';
import type { Settings } from './saving/settings';
import { useSettings } from './saving/use-settings';
import { knownNow } from './sections/known-now';
import { Overview } from './sections/overview';
import { SectionLink, SectionNav } from './sections/section-nav';
import type { SectionProps } from './sections/section-props';
import { type Section, sectionOf } from './sections/sections';

const Sections = lazy(async () => {
  const [{ SectionBody }] = await Promise.all([import('./sections/section'), loadSectionTexts()]);
  return { default: SectionBody };
});

/** From a fresh installation to a working state, in sections of which each has its address. */
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
  const onWatch = (mandant: string) => {
    awaited.current = mandant;
  };
  return (
    <main className="admin">
      <h1 className="unseen">{t('adminTitle')}</h1>
      <Trouble of={data.stale} retry={() => void reload()} />
      <Page
        value={knownNow(data.value, data.stale !== undefined)}
        now={data.now}
        reload={reload}
        onWatch={onWatch}
      />
    </main>
  );
}

function isWatched({ mandanten }: AdminAnswer, mandant: string): boolean {
  return mandanten.some((m) => m.id === mandant && m.watched);
}

/** The open section beside the way to the others; what was typed in one stays while another is open. */
function Page(props: SectionProps) {
  const { value, reload } = props;
  const editing = useSettings(value, reload);
  const login = useLogin(value.settings.environment, reload);
  const { place } = usePlace();
  const open = sectionOf(place);
  const body = useRef<HTMLDivElement>(null);
  return (
    <div className="sections">
      <SectionNav open={open} onGo={() => body.current?.focus()} />
      <div className="section-body" ref={body} tabIndex={-1}>
        <Stopped settings={value.settings} open={open} />
        {open === 'overview' ? (
          <Overview {...props} editing={editing} login={login} />
        ) : (
          <Suspense fallback={<Skeleton rows={6} />}>
            <Sections {...props} section={open} editing={editing} login={login} />
          </Suspense>
        )}
        <SaveBar editing={editing} section={open} />
      </div>
    </div>
  );
}

/** That nothing is sent is said wherever somebody is, with the way to change it. */
function Stopped({ settings: { stopped }, open }: { settings: Settings; open: Section }) {
  const t = useWords();
  if (stopped === undefined || open === 'operation') return null;
  return (
    <SectionMessage appearance="warning" title={t('isStopped')}>
      <p>
        {stopped.reason} <SectionLink to="operation" />
      </p>
    </SectionMessage>
  );
}
