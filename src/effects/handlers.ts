import { partsReader } from '../files/parts-store';
import { closeDuplicates } from './close-duplicates';
import { comment } from './comment';
import { createIssue } from './create-issue';
import type { EffectHandlers } from './effect-handler';
import { handOver } from './hand-over';
import { linkParent } from './link-parent';
import { makeRun } from './make-run';
import { putDocument } from './put-document';
import { removeAttachment } from './remove-attachment';
import { retitle } from './retitle';
import { dropDxso, fillDxso, openDxso } from './send-dxso';
import { sendExtf } from './send-extf';
import { transition } from './transition';
import { editFields, writeFields, writeProperty } from './write-values';

/** The handler of every effect. New ones for each invocation: nothing of an installation lives longer. */
export function effectHandlers(): EffectHandlers {
  return {
    'send-extf': sendExtf,
    'open-dxso': openDxso,
    'fill-dxso': fillDxso(partsReader()),
    'drop-dxso': dropDxso,
    'put-document': putDocument,
    'create-issue': createIssue,
    'link-parent': linkParent,
    'write-property': writeProperty,
    'write-fields': writeFields,
    'edit-fields': editFields,
    comment,
    retitle,
    transition,
    'close-duplicates': closeDuplicates,
    'make-run': makeRun,
    'hand-over': handOver,
    'remove-attachment': removeAttachment,
  };
}
