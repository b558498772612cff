/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of commands: one command, one file. */
#include "config.h"

#include "loket-ctl-commands.h"

const LoketCtlCommand *const loket_ctl_commands[] = {
    &loket_ctl_calendar,
    &loket_ctl_procedures,
    &loket_ctl_deadlines,
    NULL,
};
