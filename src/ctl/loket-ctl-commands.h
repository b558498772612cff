/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands of loketctl. */
#pragma once

#include "loket-ctl.h"

G_BEGIN_DECLS

extern const LoketCtlCommand loket_ctl_calendar;
extern const LoketCtlCommand loket_ctl_procedures;
extern const LoketCtlCommand loket_ctl_deadlines;

G_END_DECLS
