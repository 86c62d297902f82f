using System.Collections.Concurrent;
using Azure.Data.Tables;

namespace FuncGateway.Azure.Storage;

/// <summary>The tables of one gateway, in one account and with a common name prefix.</summary>
public sealed class Tables(TableServiceClient service, string prefix)
{
    private readonly ConcurrentDictionary<string, StorageTable> _tables = new();

    public TableServiceClient Service => service;

    /// <summary>Returns the table <c>{prefix}{name}</c>, which is created on first use.</summary>
    public StorageTable Get(string name) => _tables.GetOrAdd(name, added => new(service.GetTableClient(prefix + added)));
}
