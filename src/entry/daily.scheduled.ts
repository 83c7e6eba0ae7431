import { refreshAllKnown } from '../flows/refresh-known';
import { beginReport } from '../flows/report-accounts';
import { sweepUploads } from '../flows/sweep-uploads';
import { tidyApprovals } from '../flows/warn-of-end';
import { checkStorage } from '../health/storage-check-store';
import { forgetFields } from '../jira/own-api';

/**
 * Storage is tested; retention of unfinished uploads; approvals that are over leave nothing behind; the weekly report of
 * accounts; our custom fields and what DATEV says of each Mandant are looked up anew.
 */
export async function daily(): Promise<{ statusCode: number }> {
  await checkStorage();
  await sweepUploads();
  await forgetFields();
  await refreshAllKnown();
  await tidyApprovals();
  await beginReport();
  return { statusCode: 204 };
}
