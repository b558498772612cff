/* SPDX-License-Identifier: EUPL-1.2 */
/* Chance: a small generator whose whole state is one number, so that each step has its own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint64 state;
} SimDice;

/* splitmix64: neighbouring seeds give unrelated numbers. */
static inline guint64
sim_dice_next (SimDice *self)
{
  guint64 z = self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static inline guint32
sim_dice_below (SimDice *self, guint32 limit)
{
  return (guint32) (sim_dice_next (self) % limit);
}

static inline gboolean
sim_dice_chance (SimDice *self, guint32 percent)
{
  return sim_dice_below (self, 100) < percent;
}

G_END_DECLS
