// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "land.BW": "Baden-Württemberg",
  "land.BY": "Bayern",
  "land.BE": "Berlin",
  "land.BB": "Brandenburg",
  "land.HB": "Bremen",
  "land.HH": "Hamburg",
  "land.HE": "Hessen",
  "land.MV": "Mecklenburg-Vorpommern",
  "land.NI": "Niedersachsen",
  "land.NW": "Nordrhein-Westfalen",
  "land.RP": "Rheinland-Pfalz",
  "land.SL": "Saarland",
  "land.SN": "Sachsen",
  "land.ST": "Sachsen-Anhalt",
  "land.SH": "Schleswig-Holstein",
  "land.TH": "Thüringen",
};
