import { CrossCheck } from '../../shared/cross-check';
import { useWords } from '../../shared/texts/lang';
import { Audit } from '../audit/audit';
import { ConnectionPart } from '../datev/connection';
import type { Login } from '../datev/use-login';
import { Filters } from '../jira/filters';
import { Language } from '../jira/language';
import { NoticesPart } from '../jira/notices';
import { ProjectPart } from '../jira/project';
import { RoutingPart } from '../jira/routing';
import { TestIssuePart } from '../jira/test-issue';
import { LookerPart } from '../looker/looker';
import { Mandanten } from '../mandanten/mandanten';
import { ConfigurationPart } from '../operation/configuration';
import { HooksPart } from '../operation/hooks';
import { Operation } from '../operation/operation';
import { Switch } from '../operation/rules';
import type { Editing } from '../saving/use-settings';
import { Groups } from './groups';
import type { SectionProps } from './section-props';
import type { Section } from './sections';

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
      <NoticesPart value={value} settings={settings} change={change} />
      <h3>{t('testIssueTitle')}</h3>
      <TestIssuePart ready={isReady && draft === undefined} />
      <Filters />
    </section>
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
