"""`sahel timeline`: events in order of date."""

from sahelcli.cli import list_printing, options


def timeline(
    data: options.DataSourceOptions,
    filters: options.QueryOptions,
    printing: options.OutputOptions,
    drawing: options.ChartOptions,
) -> None:
    """Print events in order of date, or a chart of how many there are.

    \b
    Examples:
      sahel timeline --since 2023-07 --until 2023-09
      sahel timeline --place niger --tag coup --json
      sahel timeline --since 2020 --chart -o events.svg
    """
    drawing.millimetres(printing)
    index = data.open(printing.quiet)
    if drawing.chart:
        from sahelcli.cli.chart_output import show_events_chart  # here: most questions ask for rows

        show_events_chart(index, filters.query, printing, drawing)
        return
    list_printing.show(index, "event", "Timeline", filters.query, printing)
