import { beginRecount } from '../flows/exception/recount';
import { repairHint } from '../flows/tick';
import { checkStorage } from '../health/storage-verdict-store';
import { forgetFields } from '../jira/own-api';

/**
 * After an installation or an upgrade: storage is tested, ids of this site are found anew, nothing that is due is forgotten, and what an earlier
 * version stored is put on the lists.
 */
export async function installed(): Promise<void> {
  await checkStorage();
  await forgetFields();
  await repairHint();
  await beginRecount();
}
