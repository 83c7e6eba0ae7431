import { CrossCheck } from '../shared/cross-check';
import { useWords } from '../shared/lang';
import { Audit } from './audit';
import { ConfigurationPart } from './configuration';
import { ConnectionPart } from './connection';
import { Filters } from './filters';
import { Groups } from './groups';
import { HooksPart } from './hooks';
import { LookerPart } from './looker';
import { Mandanten } from './mandanten';
import { Operation } from './operation';
import { ProjectPart } from './project';
import { RoutingPart } from './routing';
import { Switch } from './rules';
import type { SectionProps } from './section-props';
import type { Section } from './sections';
import { TestIssuePart } from './test-issue';
import type { Login } from './use-login';
import type { Editing } from './use-settings';

type Props = SectionProps & { readonly section: Section; readonly editing: Editing; readonly login: Login };

/** What a section shows; only the open one is asked for and drawn. */
export function SectionBody(props: Props) {
  switch (props.section) {
    case 'datev':
      return <ConnectionPart {...props} />;
    case 'mandanten':
      return <Mandanten {...props} />;
    case 'jira':
      return <Jira {...props} />;
    case 'looker':
      return <LookerPart />;
    case 'hooks':
      return <HooksPart />;
    case 'rights':
      return <Rights {...props} />;
    case 'operation':
      return <Operation {...props} />;
    case 'cross-check':
      return <CrossCheck />;
    case 'transfer':
      return <ConfigurationPart />;
    case 'audit-log':
      return <Audit />;
    case 'overview':
      return null;
  }
}

function Jira({ value, editing }: Props) {
  const t = useWords();
  const { settings, change, draft } = editing;
  const isReady = value.setUp.every(({ step, done }) => done || (step !== 'project' && step !== 'statuses'));
  return (
    <section>
      <h2>{t('sectionJira')}</h2>
      <Language {...editing} />
      <ProjectPart settings={settings} change={change} />
      <Switch settings={settings} change={change} of="automationMayTransition">
        {t('automation')}
      </Switch>
      <RoutingPart value={value} settings={settings} change={change} />
      <h3>{t('testIssueTitle')}</h3>
      <TestIssuePart ready={isReady && draft === undefined} />
      <Filters />
    </section>
  );
}

function Language({ settings, change }: Editing) {
  const t = useWords();
  return (
    <div className="fields">
      <label>
        {t('language')}
        <select
          value={settings.language}
          onChange={(e) => change((s) => ({ ...s, language: e.target.value === 'de' ? 'de' : 'en' }))}
        >
          <option value="de">{t('german')}</option>
          <option value="en">{t('english')}</option>
        </select>
      </label>
    </div>
  );
}

function Rights({ value, editing: { settings, change } }: Props) {
  const t = useWords();
  return (
    <section>
      <h2>{t('sectionRights')}</h2>
      <Groups settings={settings} change={change} mandanten={value.mandanten} />
    </section>
  );
}
