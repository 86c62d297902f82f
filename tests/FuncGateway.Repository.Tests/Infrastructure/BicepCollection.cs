namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>The test classes that share the snapshots, because compiling takes seconds.</summary>
[CollectionDefinition(Name)]
public sealed class BicepCollection : ICollectionFixture<BicepFixture>
{
    public const string Name = "Bicep";
}
