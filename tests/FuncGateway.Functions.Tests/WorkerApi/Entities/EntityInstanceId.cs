namespace Microsoft.DurableTask.Entities;

public readonly record struct EntityInstanceId
{
    public EntityInstanceId(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(key);
        if (name.Contains('@', StringComparison.Ordinal))
        {
            throw new ArgumentException("An entity's name has no '@'.", nameof(name));
        }

        // The real one does this too, so an id that comes back is compared with this spelling.
        Name = name.ToLowerInvariant();
        Key = key;
    }

    public string Name { get; }

    public string Key { get; }

    public override string ToString() => $"@{Name}@{Key}";
}
