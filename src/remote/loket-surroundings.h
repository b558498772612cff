/* SPDX-License-Identifier: EUPL-1.2 */
/* What happens around the line: the machine is in another network, or woke up. Then a line that was
 * open may lead nowhere, and a timer has stood still.
 *
 * Main thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LoketSurroundings LoketSurroundings;

typedef enum {
  LOKET_SURROUNDINGS_NETWORK, /* another network, or one at all; such changes come in flocks */
  LOKET_SURROUNDINGS_WOKE,    /* the machine slept */
} LoketSurroundingsChange;

typedef void (*LoketSurroundingsFunc) (LoketSurroundingsChange change, gpointer user_data);

LoketSurroundings *loket_surroundings_new  (LoketSurroundingsFunc func, gpointer user_data);
void               loket_surroundings_free (LoketSurroundings *self);

G_END_DECLS
