import { beginCrossCheck } from '../flows/exception/cross-check';
import { beginRecount } from '../flows/exception/recount';
import { refreshAllKnown } from '../flows/exception/refresh-known';
import { sweepLoose } from '../flows/exception/sweep-loose';
import { sweepUploads } from '../flows/exception/sweep-uploads';
import { tidyApprovals } from '../flows/exception/warn-of-end';
import { beginReport } from '../flows/people/report-accounts';
import { checkStorage } from '../health/storage-verdict-store';
import { forgetFields } from '../jira/own-api';
import { inTurn } from '../kernel/in-turn';
import { byItself } from '../platform/context';
import { sweepPages } from '../platform/pages';

/**
 * Storage is tested; retention of unfinished uploads and saves, and of bytes that nobody holds; approvals that are over leave nothing behind; the weekly report of
 * accounts; our custom fields and what DATEV says of each Mandant are looked up anew; lists and counts are held against what is
 * stored; DATEV's lists, our submissions and Jira's issues are held against each other.
 */
export async function daily(): Promise<{ statusCode: number }> {
  await byItself(everyDay);
  return { statusCode: 204 };
}

async function everyDay(): Promise<void> {
  await inTurn(
    checkStorage,
    sweepUploads,
    sweepPages,
    forgetFields,
    refreshAllKnown,
    tidyApprovals,
    beginReport,
    beginRecount,
    beginCrossCheck,
    // Last: it takes as long as there is something, and goes on the next day where it was.
    sweepLoose,
  );
}
