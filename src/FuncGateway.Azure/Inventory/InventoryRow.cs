using System.Collections.Immutable;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;

namespace FuncGateway.Azure.Inventory;

/// <summary>Maps the inventory of a server to a row, in the partition of the server.</summary>
internal static class InventoryRow
{
    public const string Key = "inventory";
    private const string ContentProperty = "Content";

    public static TableEntity Write(ServerInventory inventory)
    {
        var row = new TableEntity(inventory.Server.Value, Key);
        var content = new StoredInventory(inventory.Accepted, inventory.New, inventory.Changed, inventory.Classes);
        row.WriteChunks(ContentProperty, CompressedJson.Write(content, InventoryJson.Default.StoredInventory));
        return row;
    }

    public static Stored<ServerInventory> Read(TableEntity row)
    {
        var content = CompressedJson.Read(row.ReadChunks(ContentProperty), InventoryJson.Default.StoredInventory) ?? throw row.Unreadable(ContentProperty);
        var inventory = new ServerInventory(row.Id<ServerId>(nameof(row.PartitionKey), ServerId.TryParse), content.Accepted.ToImmutableDictionary(StringComparer.Ordinal))
        {
            New = content.New.ToImmutableDictionary(StringComparer.Ordinal),
            Changed = content.Changed.ToImmutableDictionary(StringComparer.Ordinal),
            Classes = content.Classes.ToImmutableDictionary(StringComparer.Ordinal),
        };
        return new(inventory, new RowVersion(row.ETag.ToString()));
    }
}
