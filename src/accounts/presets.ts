import type { Account, Chart } from './plan';

/**
 * The accounts of DATEV's standard charts SKR03 and SKR04 that firms use most, as a start for a plan of one's own: number
 * in SKR03, number in SKR04, DATEV's name, and `auto` where DATEV gave it an Automatikfunktion (AV, AM). Curated by hand
 * from general knowledge of the charts, not from a file of DATEV's; a firm's own plan always comes before it.
 */
type Row = readonly [skr03: string, skr04: string, name: string, auto?: 'auto'];

const ASSETS: readonly Row[] = [
  ['0027', '0135', 'EDV-Software'],
  ['0210', '0440', 'Maschinen'],
  ['0320', '0520', 'Pkw'],
  ['0410', '0635', 'Geschäftsausstattung'],
  ['0420', '0650', 'Büroeinrichtung'],
  ['0480', '0670', 'Geringwertige Wirtschaftsgüter'],
  ['0980', '1900', 'Aktive Rechnungsabgrenzung'],
  ['1000', '1600', 'Kasse'],
  ['1200', '1800', 'Bank'],
  ['1360', '1460', 'Geldtransit'],
  ['1400', '1200', 'Forderungen aus Lieferungen und Leistungen'],
  ['1500', '1300', 'Sonstige Vermögensgegenstände'],
  ['1525', '1350', 'Kautionen'],
  ['1570', '1400', 'Abziehbare Vorsteuer'],
  ['1571', '1401', 'Abziehbare Vorsteuer 7 %'],
  ['1574', '1404', 'Abziehbare Vorsteuer aus innergemeinschaftlichem Erwerb 19 %'],
  ['1576', '1406', 'Abziehbare Vorsteuer 19 %'],
  ['1577', '1407', 'Abziehbare Vorsteuer nach § 13b UStG 19 %'],
  ['1590', '1370', 'Durchlaufende Posten'],
];

const LIABILITIES: readonly Row[] = [
  ['0630', '3150', 'Verbindlichkeiten gegenüber Kreditinstituten'],
  ['0800', '2900', 'Gezeichnetes Kapital'],
  ['0970', '3070', 'Sonstige Rückstellungen'],
  ['0990', '3900', 'Passive Rechnungsabgrenzung'],
  ['1600', '3300', 'Verbindlichkeiten aus Lieferungen und Leistungen'],
  ['1700', '3500', 'Sonstige Verbindlichkeiten'],
  ['1740', '3720', 'Verbindlichkeiten aus Lohn und Gehalt'],
  ['1741', '3730', 'Verbindlichkeiten aus Lohn- und Kirchensteuer'],
  ['1742', '3740', 'Verbindlichkeiten im Rahmen der sozialen Sicherheit'],
  ['1770', '3800', 'Umsatzsteuer'],
  ['1771', '3801', 'Umsatzsteuer 7 %'],
  ['1774', '3804', 'Umsatzsteuer aus innergemeinschaftlichem Erwerb 19 %'],
  ['1776', '3806', 'Umsatzsteuer 19 %'],
  ['1780', '3820', 'Umsatzsteuer-Vorauszahlungen'],
  ['1787', '3837', 'Umsatzsteuer nach § 13b UStG 19 %'],
  ['1789', '3840', 'Umsatzsteuer laufendes Jahr'],
  ['1790', '3841', 'Umsatzsteuer Vorjahr'],
  ['1800', '2100', 'Privatentnahmen allgemein'],
  ['1890', '2180', 'Privateinlagen'],
];

const REVENUE: readonly Row[] = [
  ['8120', '4120', 'Steuerfreie Umsätze § 4 Nr. 1a UStG', 'auto'],
  ['8125', '4125', 'Steuerfreie innergemeinschaftliche Lieferungen § 4 Nr. 1b UStG', 'auto'],
  ['8200', '4200', 'Erlöse'],
  ['8300', '4300', 'Erlöse 7 % USt', 'auto'],
  [
    '8336',
    '4336',
    'Erlöse aus im anderen EU-Land steuerpflichtigen sonstigen Leistungen, für die der Leistungsempfänger die Umsatzsteuer schuldet',
    'auto',
  ],
  ['8337', '4337', 'Erlöse aus Leistungen nach § 13b UStG', 'auto'],
  ['8400', '4400', 'Erlöse 19 % USt', 'auto'],
  ['8700', '4700', 'Erlösschmälerungen'],
  ['8710', '4710', 'Erlösschmälerungen 7 % USt', 'auto'],
  ['8720', '4720', 'Erlösschmälerungen 19 % USt', 'auto'],
  ['8731', '4731', 'Gewährte Skonti 7 % USt', 'auto'],
  ['8736', '4736', 'Gewährte Skonti 19 % USt', 'auto'],
  ['2650', '7100', 'Sonstige Zinsen und ähnliche Erträge'],
  ['2660', '4840', 'Erträge aus der Währungsumrechnung'],
];

const GOODS_AND_STAFF: readonly Row[] = [
  ['3100', '5900', 'Fremdleistungen'],
  ['3200', '5200', 'Wareneingang'],
  ['3300', '5300', 'Wareneingang 7 % Vorsteuer', 'auto'],
  ['3400', '5400', 'Wareneingang 19 % Vorsteuer', 'auto'],
  ['3425', '5425', 'Innergemeinschaftlicher Erwerb 19 % Vorsteuer und 19 % Umsatzsteuer', 'auto'],
  ['3720', '5720', 'Nachlässe 19 % Vorsteuer', 'auto'],
  ['3731', '5731', 'Erhaltene Skonti 7 % Vorsteuer', 'auto'],
  ['3736', '5736', 'Erhaltene Skonti 19 % Vorsteuer', 'auto'],
  ['3800', '5800', 'Bezugsnebenkosten'],
  ['4100', '6000', 'Löhne und Gehälter'],
  ['4110', '6010', 'Löhne'],
  ['4120', '6020', 'Gehälter'],
  ['4127', '6027', 'Geschäftsführergehälter'],
  ['4130', '6110', 'Gesetzliche soziale Aufwendungen'],
  ['4138', '6120', 'Beiträge zur Berufsgenossenschaft'],
  ['4190', '6030', 'Aushilfslöhne'],
];

const EXPENSES: readonly Row[] = [
  ['4210', '6310', 'Miete (unbewegliche Wirtschaftsgüter)'],
  ['4240', '6325', 'Gas, Strom, Wasser'],
  ['4250', '6330', 'Reinigung'],
  ['4360', '6400', 'Versicherungen'],
  ['4380', '6420', 'Beiträge'],
  ['4510', '7685', 'Kfz-Steuer'],
  ['4520', '6520', 'Kfz-Versicherungen'],
  ['4530', '6530', 'Laufende Kfz-Betriebskosten'],
  ['4540', '6540', 'Kfz-Reparaturen'],
  ['4600', '6600', 'Werbekosten'],
  ['4650', '6640', 'Bewirtungskosten'],
  ['4654', '6644', 'Nicht abzugsfähige Bewirtungskosten'],
  ['4660', '6650', 'Reisekosten Arbeitnehmer'],
  ['4663', '6663', 'Reisekosten Arbeitnehmer Fahrtkosten'],
  ['4664', '6664', 'Reisekosten Arbeitnehmer Verpflegungsmehraufwand'],
  ['4666', '6660', 'Reisekosten Arbeitnehmer Übernachtungsaufwand'],
  ['4670', '6670', 'Reisekosten Unternehmer'],
  ['4730', '6740', 'Ausgangsfrachten'],
  ['4806', '6495', 'Wartungskosten für Hard- und Software'],
  ['4830', '6220', 'Abschreibungen auf Sachanlagen (ohne AfA auf Kfz und Gebäude)'],
  ['4855', '6260', 'Sofortabschreibung geringwertiger Wirtschaftsgüter'],
  ['4900', '6300', 'Sonstige betriebliche Aufwendungen'],
  ['4910', '6800', 'Porto'],
  ['4920', '6805', 'Telefon'],
  ['4925', '6810', 'Telefax und Internetkosten'],
  ['4930', '6815', 'Bürobedarf'],
  ['4940', '6820', 'Zeitschriften, Bücher (Fachliteratur)'],
  ['4945', '6821', 'Fortbildungskosten'],
  ['4950', '6825', 'Rechts- und Beratungskosten'],
  ['4955', '6830', 'Buchführungskosten'],
  ['4957', '6827', 'Abschluss- und Prüfungskosten'],
  ['4960', '6835', 'Mieten für Einrichtungen (bewegliche Wirtschaftsgüter)'],
  [
    '4964',
    '6837',
    'Aufwendungen für die zeitlich befristete Überlassung von Rechten (Lizenzen, Konzessionen)',
  ],
  ['4970', '6855', 'Nebenkosten des Geldverkehrs'],
  ['2100', '7300', 'Zinsen und ähnliche Aufwendungen'],
  ['2150', '6880', 'Aufwendungen aus der Währungsumrechnung'],
  ['2400', '6930', 'Forderungsverluste (übliche Höhe)'],
];

/** Saldenvorträge have one number in both charts. */
const CARRIED: readonly Row[] = [
  ['9000', '9000', 'Saldenvorträge, Sachkonten'],
  ['9008', '9008', 'Saldenvorträge, Debitoren'],
  ['9009', '9009', 'Saldenvorträge, Kreditoren'],
];

const ROWS: readonly Row[] = [ASSETS, LIABILITIES, REVENUE, GOODS_AND_STAFF, EXPENSES, CARRIED].flat();

/**
 * The preset accounts of a chart in the order of their numbers; none for a chart of the firm's own. With more than four
 * digits a standard account gets zeros at its end, `8400` → `840000` (DATEV: Sachkontenlänge).
 */
export function presetAccounts(chart: Chart, accountLength: number): readonly Account[] {
  if (chart === 'own') return [];
  return ROWS.map(([skr03, skr04, name, auto]) => ({
    number: (chart === 'SKR03' ? skr03 : skr04).padEnd(accountLength, '0'),
    name,
    ...(auto === undefined ? {} : { automatic: true as const }),
  })).toSorted((a, b) => (a.number < b.number ? -1 : 1));
}
