/* SPDX-License-Identifier: EUPL-1.2 */
/* The bodies of the reference data: calendars as their files have them, the directory of agencies. */
#pragma once

#include "loket-rules.h"

G_BEGIN_DECLS

GBytes *loket_ref_files_read_calendars      (LoketRules *rules, GError **error);
GBytes *loket_ref_files_make_organizations  (LoketRules *rules);

G_END_DECLS
