using Microsoft.DurableTask;

namespace FuncGateway.Functions.Tests.Fakes;

/// <summary>Two values a page, so that whoever reads on is tested too.</summary>
internal sealed class FakePages<T>(IReadOnlyList<T> values) : AsyncPageable<T>
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        foreach (var page in values.Chunk(2))
        {
            await Task.Yield();
            yield return new Page<T>(page);
        }
    }
}
