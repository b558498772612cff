/* SPDX-License-Identifier: EUPL-1.2 */
/* Where in a JSON text each member and element stands, for who writes such a text by hand.
 *
 * A place is written as `clocks[2].unit.value`; "" is the whole. Lines and columns count from 1,
 * columns in characters. The text is read strictly: what is wrong with it as JSON is told in
 * words. Immutable once made. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LoketJsonPlaces LoketJsonPlaces;

typedef struct {
  guint line;
  guint column;
} LoketJsonSpot;

LoketJsonPlaces *loket_json_places_new  (const char *text, gsize length);
void             loket_json_places_free (LoketJsonPlaces *self);

const char   *loket_json_places_get_problem (LoketJsonPlaces *self, LoketJsonSpot *spot);
LoketJsonSpot loket_json_places_find        (LoketJsonPlaces *self, const char *place);
guint         loket_json_places_count_twice (LoketJsonPlaces *self);
const char   *loket_json_places_get_twice   (LoketJsonPlaces *self, guint index, LoketJsonSpot *spot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketJsonPlaces, loket_json_places_free)

G_END_DECLS
