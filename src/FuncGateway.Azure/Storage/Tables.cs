using System.Collections.Concurrent;
using Azure.Data.Tables;

namespace FuncGateway.Azure.Storage;

/// <summary>The tables of one gateway: all in one account, their names with one prefix.</summary>
public sealed class Tables(TableServiceClient service, string prefix)
{
    private readonly ConcurrentDictionary<string, StorageTable> _tables = new();

    public TableServiceClient Service => service;

    public string Prefix => prefix;

    /// <summary>The table <c>{prefix}{name}</c>, made when it is first used.</summary>
    public StorageTable Get(string name) => _tables.GetOrAdd(name, added => new(service.GetTableClient(prefix + added)));
}
