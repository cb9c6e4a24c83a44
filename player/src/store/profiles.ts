/** The learners on this device. Without profiles there is one unnamed learner. */

import { visible } from "../core/visible";
import { fieldsOf, isNumber, isText } from "./fields";
import { PACK } from "./pack";
import { type Change, isBlind, type Records } from "./records";
import { FORMAT, type Key, keyParts, STORES, type StoreName } from "./schema";

/** The colours of profiles; the style sheet defines each. */
export const COLOURS = ["red", "blue", "green", "amber", "violet", "teal"] as const;

export type Colour = (typeof COLOURS)[number];

export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly colour: Colour;
}

/** The longest name, in characters. */
export const LONGEST_NAME = 20;

/** Reads the named profiles, in order of creation. */
export async function readProfiles(records: Records): Promise<readonly Profile[]> {
  const found = await records.all("profiles");
  return found
    .flatMap((value) => {
      const fields = fieldsOf(value);
      if (!fields || !isText(fields.id) || !isText(fields.name)) return [];
      const colour = COLOURS.find((one) => one === fields.colour) ?? COLOURS[0];
      return [
        {
          id: fields.id,
          name: visible(fields.name) || "？",
          colour,
          created: isNumber(fields.created) ? fields.created : 0,
        },
      ];
    })
    .sort((one, other) => one.created - other.created || (one.id < other.id ? -1 : 1))
    .map(({ id, name, colour }) => ({ id, name, colour }));
}

/** Saves a new profile, or the changed name or colour of an existing one. */
export async function saveProfile(records: Records, profile: Profile): Promise<boolean> {
  const kept = await records.update("profiles", profile.id, (before) => {
    const created = fieldsOf(before)?.created;
    return { format: FORMAT, ...profile, created: isNumber(created) ? created : Date.now() };
  });
  return kept !== undefined;
}

/**
 * Removes all records of one profile, or of all (null).
 *
 * All or nothing; false if the browser failed. Records that this program cannot read are removed only with all.
 */
export async function erase(records: Records, profile: string | null): Promise<boolean> {
  const found = await Promise.all(STORES.map(async (store) => ({ store, all: await records.all(store) })));
  const changes = found.flatMap(({ store, all }) =>
    all.flatMap((record): Change[] => {
      const owner = ownerOf(store, record);
      const key = textKey(store, record);
      return key && (profile === null || owner === profile) ? [{ store, remove: key }] : [];
    }),
  );
  // The pack holds the answers of all profiles; the next reader rebuilds it.
  const forgotten: Change = { store: "packs", remove: PACK };
  return !isBlind(records) && records.apply([...changes, forgotten]);
}

function ownerOf(store: StoreName, record: unknown): unknown {
  const fields = record as Readonly<Record<string, unknown>> | null;
  return store === "profiles" ? fields?.id : fields?.profile;
}

function textKey(store: StoreName, record: unknown): Key | null {
  const parts = keyParts(store, record ?? {});
  if (!parts.every(isText)) return null;
  return parts.length === 1 ? (parts[0] ?? null) : parts;
}
