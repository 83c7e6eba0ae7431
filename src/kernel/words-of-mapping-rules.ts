import type { Text } from './problem';
import type { ProblemWords } from './problem-words';

const IN_MAPPING: Text = {
  de: 'Öffnen Sie die Zuordnung der Pipeline und berichtigen Sie „{target}“.',
  en: 'Open the mapping of the pipeline and correct “{target}”.',
};

/** What can be wrong with a mapping, before any row is read. */
export const MAPPING_RULES = {
  'mapping.column-missing': {
    title: {
      de: '„{target}“ verwendet die Spalte {column}, die es in Looker nicht gibt.',
      en: '“{target}” uses the column {column}, which Looker does not have.',
    },
    remedy: {
      de: 'Wählen Sie eine andere Spalte, oder nehmen Sie sie in die Abfrage auf.',
      en: 'Choose another column, or add it to the query.',
    },
  },
  'mapping.column-type': {
    title: {
      de: 'Die Spalte {column} hat nicht die richtige Art für „{target}“.',
      en: 'The column {column} is not of the right kind for “{target}”.',
    },
    remedy: {
      de: 'Wählen Sie für Beträge eine Zahlenspalte und für Daten eine Spalte mit Tagen.',
      en: 'Choose a column of numbers for amounts and one of days for dates.',
    },
  },
  'mapping.target-empty': {
    title: {
      de: '„{target}“ muss einen Wert haben, in der Zuordnung steht aber keiner.',
      en: '“{target}” must have a value, but the mapping has none.',
    },
    remedy: IN_MAPPING,
  },
  'mapping.amount-rule': {
    title: {
      de: 'Der Betrag kommt nicht aus einer Spalte; dann ließe sich keine Summe mit Looker abgleichen.',
      en: 'The amount does not come from a column; then no sum could be compared with Looker.',
    },
    remedy: { de: 'Wählen Sie die Spalte mit dem Betrag.', en: 'Choose the column with the amount.' },
  },
  'mapping.template-field': {
    title: {
      de: 'Die Vorlage von „{target}“ nennt ein Feld, das es nicht gibt: {column}.',
      en: 'The template of “{target}” names a field that does not exist: {column}.',
    },
    remedy: {
      de: 'Wählen Sie das Feld aus der Liste der Spalten; daneben gibt es nur den Zeitraum (period).',
      en: 'Choose the field from the list of columns; besides them there is only the period.',
    },
  },
  'mapping.template-form': {
    title: {
      de: 'In der Vorlage von „{target}“ passen die geschweiften Klammern nicht zusammen.',
      en: 'The curly brackets in the template of “{target}” do not match.',
    },
    remedy: IN_MAPPING,
  },
  'mapping.table-empty': {
    title: {
      de: 'Die Wertetabelle von „{target}“ ist leer.',
      en: 'The value table of “{target}” is empty.',
    },
    remedy: {
      de: 'Tragen Sie zu jedem Wert aus Looker ein, was in DATEV stehen soll.',
      en: 'Say for each value from Looker what shall stand in DATEV.',
    },
  },
  'mapping.table-twice': {
    title: {
      de: 'In der Wertetabelle von „{target}“ steht ein Wert zweimal.',
      en: 'The value table of “{target}” has one value twice.',
    },
    remedy: {
      de: 'Löschen Sie eine der beiden Zeilen; welche gelten soll, kann nur ein Mensch sagen.',
      en: 'Delete one of the two rows; only a person can say which of them counts.',
    },
  },
  'mapping.side-incomplete': {
    title: {
      de: 'Für Soll oder für Haben ist kein Wert angegeben.',
      en: 'No value is given for Soll or for Haben.',
    },
    remedy: {
      de: 'Geben Sie an, welche Werte der Spalte Soll und welche Haben bedeuten.',
      en: 'Say which values of the column mean Soll and which mean Haben.',
    },
  },
  'mapping.side-twice': {
    title: {
      de: 'Ein Wert soll zugleich Soll und Haben bedeuten.',
      en: 'One value is to mean both Soll and Haben.',
    },
    remedy: {
      de: 'Streichen Sie den Wert auf einer der beiden Seiten.',
      en: 'Remove the value from one of the two sides.',
    },
  },
  'mapping.net-needs-table': {
    title: {
      de: 'Der Betrag ist netto, aber es gibt keine Wertetabelle, aus der der Steuersatz hervorgeht.',
      en: 'The amount is net, but no value table says the tax rate.',
    },
    remedy: {
      de: 'Ordnen Sie den BU-Schlüssel über eine Wertetabelle mit Steuersätzen zu, oder wählen Sie eine Spalte mit Bruttobeträgen.',
      en: 'Map the BU key by a value table with tax rates, or choose a column of gross amounts.',
    },
  },
  'mapping.rate-missing': {
    title: {
      de: 'Der Betrag ist netto, aber zu einem Wert der Tabelle fehlt der Steuersatz.',
      en: 'The amount is net, but one value of the table has no tax rate.',
    },
    remedy: {
      de: 'Tragen Sie bei jedem Wert den Steuersatz ein, auch 0; ein Ersatzwert für alle übrigen ist hier nicht möglich.',
      en: 'Give the tax rate of each value, 0 as well; a value for all others is not possible here.',
    },
  },
} as const satisfies Readonly<Record<string, ProblemWords>>;
