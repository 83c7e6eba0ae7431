import type { Target } from '../../../src/mapping/mapping';
import type { PlainWord } from '../../shared/texts/lang';
import type { Path } from './rebase';

/** How people call the targets of a booking line. */
export const TARGET_WORDS: Readonly<Record<Target | 'side' | 'net', PlainWord>> = {
  side: 'tgSide',
  net: 'tgNet',
  amount: 'tgAmount',
  account: 'tgAccount',
  contra: 'tgContra',
  taxKey: 'tgTaxKey',
  date: 'tgDate',
  documentNumber: 'tgDocumentNumber',
  documentNumber2: 'tgDocumentNumber2',
  text: 'tgText',
  kost1: 'tgKost1',
  kost2: 'tgKost2',
  currency: 'tgCurrency',
  serviceDate: 'tgServiceDate',
  dueDate: 'tgDueDate',
  euVatId: 'tgEuVatId',
  partner: 'tgPartner',
};

/** How people call the parts of a pipeline. */
export const PLACE_WORDS: Readonly<Record<Path, PlainWord>> = {
  ...TARGET_WORDS,
  name: 'pipelineName',
  mandant: 'mandant',
  connection: 'lookerConnection',
  isActive: 'isActive',
  source: 'partSource',
  reading: 'partReading',
  periodField: 'periodField',
  timezone: 'lookerZone',
  unit: 'periodUnit',
  schedule: 'partCalendar',
  output: 'partOutput',
  documents: 'partDocuments',
  guard: 'partGuard',
  needsApproval: 'needsApproval',
  deliverWithin: 'deliverWithin',
  amountIs: 'amountIs',
  zeroLines: 'zeroLines',
};
