// Made of locales/ by `npm run texts`.
import type { Room } from '../message';
import { room as Accounts } from './de/accounts';
import { room as Approval } from './de/approval';
import { room as Automation } from './de/automation';
import { room as Changes } from './de/changes';
import { room as DatevAnswers } from './de/datev-answers';
import { room as DatevFaults } from './de/datev-faults';
import { room as Datev } from './de/datev';
import { room as Desk } from './de/desk';
import { room as Discrepancies } from './de/discrepancies';
import { room as Dxso } from './de/dxso';
import { room as ExtfFile } from './de/extf-file';
import { room as ExtfRows } from './de/extf-rows';
import { room as Files } from './de/files';
import { room as Findings } from './de/findings';
import { room as History } from './de/history';
import { room as Hooks } from './de/hooks';
import { room as Issues } from './de/issues';
import { room as Jira } from './de/jira';
import { room as Lands } from './de/lands';
import { room as Looker } from './de/looker';
import { room as Mapping } from './de/mapping';
import { room as PageAdmin } from './de/page-admin';
import { room as PageAutomation } from './de/page-automation';
import { room as PageChanges } from './de/page-changes';
import { room as PageCrossCheck } from './de/page-cross-check';
import { room as PageDesk } from './de/page-desk';
import { room as PageEditor } from './de/page-editor';
import { room as PageLooker } from './de/page-looker';
import { room as PageMapping } from './de/page-mapping';
import { room as PageMend } from './de/page-mend';
import { room as PagePipelines } from './de/page-pipelines';
import { room as PageRuns } from './de/page-runs';
import { room as PageSubmissions } from './de/page-submissions';
import { room as Page } from './de/page';
import { room as Problem } from './de/problem';
import { room as RunViews } from './de/run-views';
import { room as Runs } from './de/runs';
import { room as Submissions } from './de/submissions';
import { room as Targets } from './de/targets';
import { room as Views } from './de/views';
import { room as Widget } from './de/widget';

export const DE: Room = {
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
