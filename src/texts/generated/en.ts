// Made of locales/ by `npm run texts`.
import type { Room } from '../message';
import { room as Accounts } from './en/accounts';
import { room as Approval } from './en/approval';
import { room as Automation } from './en/automation';
import { room as Changes } from './en/changes';
import { room as DatevAnswers } from './en/datev-answers';
import { room as DatevFaults } from './en/datev-faults';
import { room as Datev } from './en/datev';
import { room as Desk } from './en/desk';
import { room as Discrepancies } from './en/discrepancies';
import { room as Dxso } from './en/dxso';
import { room as ExtfFile } from './en/extf-file';
import { room as ExtfRows } from './en/extf-rows';
import { room as Files } from './en/files';
import { room as Findings } from './en/findings';
import { room as History } from './en/history';
import { room as Hooks } from './en/hooks';
import { room as Issues } from './en/issues';
import { room as Jira } from './en/jira';
import { room as Lands } from './en/lands';
import { room as Looker } from './en/looker';
import { room as Mapping } from './en/mapping';
import { room as PageAdmin } from './en/page-admin';
import { room as PageAutomation } from './en/page-automation';
import { room as PageChanges } from './en/page-changes';
import { room as PageCrossCheck } from './en/page-cross-check';
import { room as PageDesk } from './en/page-desk';
import { room as PageEditor } from './en/page-editor';
import { room as PageLooker } from './en/page-looker';
import { room as PageMapping } from './en/page-mapping';
import { room as PageMend } from './en/page-mend';
import { room as PagePipelines } from './en/page-pipelines';
import { room as PageRuns } from './en/page-runs';
import { room as PageSubmissions } from './en/page-submissions';
import { room as Page } from './en/page';
import { room as Problem } from './en/problem';
import { room as RunViews } from './en/run-views';
import { room as Runs } from './en/runs';
import { room as Submissions } from './en/submissions';
import { room as Targets } from './en/targets';
import { room as Views } from './en/views';
import { room as Widget } from './en/widget';

export const EN: Room = {
  ...Accounts,
  ...Approval,
  ...Automation,
  ...Changes,
  ...DatevAnswers,
  ...DatevFaults,
  ...Datev,
  ...Desk,
  ...Discrepancies,
  ...Dxso,
  ...ExtfFile,
  ...ExtfRows,
  ...Files,
  ...Findings,
  ...History,
  ...Hooks,
  ...Issues,
  ...Jira,
  ...Lands,
  ...Looker,
  ...Mapping,
  ...PageAdmin,
  ...PageAutomation,
  ...PageChanges,
  ...PageCrossCheck,
  ...PageDesk,
  ...PageEditor,
  ...PageLooker,
  ...PageMapping,
  ...PageMend,
  ...PagePipelines,
  ...PageRuns,
  ...PageSubmissions,
  ...Page,
  ...Problem,
  ...RunViews,
  ...Runs,
  ...Submissions,
  ...Targets,
  ...Views,
  ...Widget,
};
