using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Usage;

namespace FuncGateway.Azure.Usage;

/// <summary>The table <c>{prefix}Usage</c>: one partition per day, one row per hour and writer, so that a period is read in one query per day.</summary>
internal sealed class TableUsageStore(Tables tables) : IUsageStore
{
    private const string DayFormat = "yyyy-MM-dd";
    private const string CountsProperty = "Counts";
    private const string TotalsProperty = "Totals";
    private static readonly string[] Keys = ["PartitionKey", "RowKey"];
    private static readonly string[] Totals = [.. Keys, .. RowChunks.NamesOf(TotalsProperty)];
    private readonly StorageTable _table = tables.Get("Usage");

    public Task SaveAsync(UsageHour hour, CancellationToken cancellationToken)
    {
        var row = new TableEntity(DayOf(hour.Hour), $"{HourOf(hour.Hour)}_{hour.Writer}");
        row.WriteChunks(TotalsProperty, UsageJson.Write(hour.Totals()));
        row.WriteChunks(CountsProperty, UsageJson.Write(hour.Counts));
        return _table.UpsertAsync(row, cancellationToken);
    }

    public async IAsyncEnumerable<UsageHour> ListAsync(DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in ListRowsAsync(from, to, null, cancellationToken))
        {
            if (HourOf(row) is { } hour && Read(row, CountsProperty, bytes => UsageJson.ReadCounts(bytes)) is { } counts)
            {
                yield return new UsageHour(hour, row.RowKey[3..], counts);
            }
        }
    }

    public async IAsyncEnumerable<UsageHourTotals> ListTotalsAsync(DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in ListRowsAsync(from, to, Totals, cancellationToken))
        {
            if (HourOf(row) is { } hour && Read(row, TotalsProperty, bytes => UsageJson.ReadTotals(bytes)) is { } totals)
            {
                yield return new UsageHourTotals(hour, totals);
            }
        }
    }

    public async Task<int> DeleteBeforeAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var (deleted, first) = (0, day.ToString(DayFormat, CultureInfo.InvariantCulture));
        await foreach (var row in _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey lt {first}"), cancellationToken, select: Keys))
        {
            deleted += await _table.DeleteAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken) == SaveResult.Saved ? 1 : 0;
        }

        return deleted;
    }

    private async IAsyncEnumerable<TableEntity> ListRowsAsync(
        DateTimeOffset from, DateTimeOffset to, IEnumerable<string>? select, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = from.UtcDateTime;
        for (var day = first.Date; day <= to.UtcDateTime; day = day.AddDays(1))
        {
            // "_" is sorted after the digits and ":" right after "9", so this is the first key that does not belong to the last hour.
            var start = day < first ? HourOf(from) : "";
            var end = day == to.UtcDateTime.Date ? HourOf(to) + "`" : ":";
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DayOf(new(day, TimeSpan.Zero))} and RowKey ge {start} and RowKey lt {end}");
            await foreach (var row in _table.ListAsync(filter, cancellationToken, select: select))
            {
                yield return row;
            }
        }
    }

    private static string DayOf(DateTimeOffset hour) => hour.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static string HourOf(DateTimeOffset hour) => hour.UtcDateTime.ToString("HH", CultureInfo.InvariantCulture);

    // A row that cannot be read is left out: lists of servers and grants must not depend on it.
    private static IReadOnlyList<T>? Read<T>(TableEntity row, string property, Func<byte[], IReadOnlyList<T>?> read)
    {
        try
        {
            return read(row.ReadChunks(property));
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private static DateTimeOffset? HourOf(TableEntity row) =>
        row.RowKey is [var tens, var ones, '_', _, ..]
        && DateTimeOffset.TryParseExact($"{row.PartitionKey} {tens}{ones}", $"{DayFormat} HH", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var hour)
            ? hour
            : null;
}
